import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Empty } from '@/components/Empty';
import { Icon } from '@/components/Icon';
import { ProblemNote, ProblemScreen } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { type IssueFilter, type PolicyFilter, publicPoliciesQuery } from '@/features/library/api';
import { IssueFilters } from '@/features/library/IssueFilters';
import { PolicyCard } from '@/features/library/PolicyCard';
import { LEVELS, STANDINGS, themesQuery } from '@/lib/policy';
import { usePageTitle } from '@/lib/usePageTitle';
import { tl } from '@/messages/library';
import { t } from '@/messages/shared';
import lists from './ListPage.module.css';
import styles from './PoliciesPage.module.css';
import { policiesRoute } from './routes';

/** The policies themselves: what they say, and whether they hold. */
export function PoliciesPage() {
  const filter = policiesRoute.useSearch();
  const navigate = policiesRoute.useNavigate();
  const heading = usePageTitle(tl('policies.title'), t('brand.full'));
  const change = (name: keyof PolicyFilter, value: string) => {
    const { [name]: _, ...rest } = filter;
    void navigate({ search: value ? { ...rest, [name]: value } : rest, resetScroll: false });
  };
  return (
    <div className={lists.page}>
      <h1 ref={heading} tabIndex={-1}>
        {tl('policies.title')}
      </h1>
      <p className={styles.lead}>{tl('policies.lead')}</p>
      <Search q={filter.q ?? ''} onSearch={(q) => change('q', q)} />
      <Filters filter={filter} onChange={change} />
      <IssueFilters
        filter={issueOf(filter)}
        onChange={(next) => {
          const { issuer: _, year: __, ...rest } = filter;
          void navigate({ search: { ...rest, ...next }, resetScroll: false });
        }}
      />
      <Results filter={filter} />
    </div>
  );
}

const issueOf = ({ issuer, year }: PolicyFilter): IssueFilter => ({
  ...(issuer ? { issuer } : {}),
  ...(year ? { year } : {}),
});

function Search({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <search>
      <form className={styles.search} onSubmit={submit}>
        <Icon name="search" />
        <input
          type="search"
          aria-label={tl('policies.search')}
          placeholder={tl('policies.search')}
          enterKeyHint="search"
          autoComplete="off"
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">{tl('policies.search.act')}</Button>
      </form>
    </search>
  );
}

interface FilterProps {
  filter: PolicyFilter;
  onChange: (name: keyof PolicyFilter, value: string) => void;
}

function Filters({ filter, onChange }: FilterProps) {
  const { data: themes } = useQuery(themesQuery);
  return (
    <section className={styles.filters} aria-label={tl('policies.filters')}>
      <Choice
        label={tl('policies.level')}
        any={tl('policies.level.any')}
        value={filter.level}
        options={LEVELS.map((level) => [level, tl(`level.${level}`)])}
        onChange={(level) => onChange('level', level)}
      />
      <Choice
        label={tl('policies.standing')}
        any={tl('policies.standing.any')}
        value={filter.standing}
        options={STANDINGS.map((standing) => [standing, tl(`standing.${standing}`)])}
        onChange={(standing) => onChange('standing', standing)}
      />
      <Choice
        label={tl('policies.theme')}
        any={tl('policies.theme.any')}
        value={filter.theme}
        options={(themes ?? []).map((theme) => [theme.code, theme.path])}
        onChange={(theme) => onChange('theme', theme)}
      />
    </section>
  );
}

function Results({ filter }: { filter: PolicyFilter }) {
  const navigate = policiesRoute.useNavigate();
  const result = useInfiniteQuery(publicPoliciesQuery(filter));
  if (result.isPending) return <SkeletonCards count={5} />;
  if (!result.data) {
    return <ProblemScreen error={result.error} onRetry={() => result.refetch()} />;
  }
  const items = result.data.pages.flatMap((page) => page.items ?? []);
  const total = result.data.pages[0]?.total ?? items.length;
  const clear = Object.keys(filter).length > 0 && (
    <Button look="quiet" onClick={() => void navigate({ search: {} })}>
      {tl('policies.clear')}
    </Button>
  );
  if (items.length === 0) {
    return (
      <Empty title={tl('policies.empty.title')} text={tl('policies.empty.text')}>
        {clear}
      </Empty>
    );
  }
  return (
    <>
      <div className={lists.summary}>
        <p className={lists.count} role="status">
          {tl('policies.count', { count: total })}
        </p>
        {clear}
      </div>
      <h2 className="hidden">{tl('policies.title')}</h2>
      <div className={`${lists.list} ${result.isPlaceholderData ? lists.stale : ''}`}>
        {items.map((item) => (
          <PolicyCard
            key={item.id}
            item={item}
            link={(title) => (
              <Link to="/policies/$id" params={{ id: item.id }}>
                {title}
              </Link>
            )}
          />
        ))}
      </div>
      {result.hasNextPage ? (
        <div className={lists.more}>
          {result.isFetchNextPageError ? <ProblemNote error={result.error} /> : null}
          <Button
            look="secondary"
            disabled={result.isFetchingNextPage}
            onClick={() => void result.fetchNextPage()}
          >
            {result.isFetchingNextPage ? t('state.loading') : tl('policies.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
