import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ProblemNote, ProblemScreen } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { TakeList } from '@/features/guide/TakeList';
import { IssueFilters } from '@/features/library/IssueFilters';
import type { HitLink } from '@/features/library/PolicyHit';
import { PolicyHits, PolicyResults } from '@/features/library/PolicyHits';
import {
  type MeasureFilter,
  meantQuery,
  measuresQuery,
  orderOf,
  PAGE_SIZE,
} from '@/features/measure/api';
import { Filters } from '@/features/measure/Filters';
import { FOUND, filterCount } from '@/features/measure/filter';
import { MeasureCard } from '@/features/measure/MeasureCard';
import { SearchBox } from '@/features/measure/SearchBox';
import { usePageTitle } from '@/lib/usePageTitle';
import { tp } from '@/messages/public';
import { t } from '@/messages/shared';
import styles from './ListPage.module.css';
import { listRoute } from './routes';

export function ListPage() {
  const { only, issuer, year, ...filter } = listRoute.useSearch();
  const narrowed = { ...(issuer ? { issuer } : {}), ...(year ? { year } : {}) };
  const navigate = listRoute.useNavigate();
  const q = filter.q ?? '';
  const title = q ? tp('list.titleFor', { q }) : tp('list.title');
  const heading = usePageTitle(title, t('brand.full'));

  /** New words start with the best hits; the filters stay. */
  const search = (q: string) => {
    const { q: _, sort: __, ...rest } = filter;
    void navigate({ search: q ? { ...rest, q, ...(only ? { only } : {}) } : rest });
  };

  const link: HitLink = (id, words, anchor) => (
    <Link to="/policies/$id" params={{ id }} {...(anchor ? { hash: anchor } : {})}>
      {words}
    </Link>
  );

  return (
    <div className={styles.page}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <SearchBox
        q={q}
        onSearch={search}
        onOpen={(id) => navigate({ to: '/measures/$id', params: { id } })}
      />
      <Meant filter={filter} />
      {q ? <Found filter={filter} /> : null}
      {only === 'policy' ? (
        <>
          <IssueFilters
            filter={narrowed}
            onChange={(next) =>
              navigate({ search: { ...filter, only, ...next }, resetScroll: false })
            }
          />
          <PolicyResults q={q} link={link} narrowed={narrowed} />
        </>
      ) : (
        <>
          <Filters
            filter={filter}
            onChange={(next) =>
              navigate({ search: only ? { ...next, only } : next, resetScroll: false })
            }
          />
          {only ? null : (
            <PolicyHits
              q={q}
              link={link}
              all={(words) => (
                <Link to="/measures" search={{ ...filter, only: 'policy' }}>
                  {words}
                </Link>
              )}
            />
          )}
          <Results filter={filter} />
        </>
      )}
    </div>
  );
}

/** Chooses between measures, policies and both. */
function Found({ filter }: { filter: MeasureFilter }) {
  return (
    <nav className={styles.found} aria-label={tp('search.found')}>
      {([undefined, ...FOUND] as const).map((kind) => (
        <Link
          key={kind ?? 'all'}
          to="/measures"
          search={kind ? { ...filter, only: kind } : filter}
          activeOptions={{ exact: true }}
          resetScroll={false}
        >
          {tp(`search.found.${kind ?? 'all'}`)}
        </Link>
      ))}
    </nav>
  );
}

/** Words from titles that differ little from what was typed. */
function Meant({ filter }: { filter: MeasureFilter }) {
  const { data } = useQuery(meantQuery(filter.q ?? ''));
  if (!data?.length) return null;
  const { q: _, sort: __, ...rest } = filter;
  return (
    <p className={styles.meant}>
      {tp('search.meant')}
      {data.map((word) => (
        <Link key={word} to="/measures" search={{ ...rest, q: word }}>
          {word}
        </Link>
      ))}
    </p>
  );
}

function Results({ filter }: { filter: MeasureFilter }) {
  const navigate = listRoute.useNavigate();
  const result = useInfiniteQuery(measuresQuery(filter));
  if (result.isPending) return <SkeletonCards count={5} />;
  if (!result.data) {
    return <ProblemScreen error={result.error} onRetry={() => result.refetch()} />;
  }
  const items = result.data.pages.flatMap((page) => page.items ?? []);
  const total = result.data.pages[0]?.total ?? items.length;
  const left = total - items.length;
  const reset = filterCount(filter) > 0;
  return (
    <section className={styles.results} aria-labelledby="results">
      <h2 id="results" className="hidden">
        {tp('list.results')}
      </h2>
      <div className={styles.summary}>
        <p className={styles.count} aria-live="polite">
          {result.isPlaceholderData ? tp('list.updating') : tp('list.count', { total })}
        </p>
        {reset ? (
          <Button
            look="quiet"
            onClick={() => navigate({ search: filter.q ? { q: filter.q } : {} })}
          >
            {tp('list.reset')}
          </Button>
        ) : null}
      </div>
      {items.length === 0 ? (
        <Empty title={tp('list.empty.title')} text={tp('list.empty.text')}>
          <Button look="secondary" onClick={() => navigate({ search: {} })}>
            {tp('list.empty.action')}
          </Button>
        </Empty>
      ) : (
        <div className={`${styles.list} ${result.isPlaceholderData ? styles.stale : ''}`}>
          {items.map((item) => (
            <MeasureCard
              key={item.id}
              item={item}
              link={(title) => (
                <Link to="/measures/$id" params={{ id: item.id }}>
                  {title}
                </Link>
              )}
            />
          ))}
        </div>
      )}
      {result.hasNextPage ? (
        <div className={styles.more}>
          {result.isFetchNextPageError ? <ProblemNote error={result.error} /> : null}
          <Button
            look="secondary"
            disabled={result.isFetchingNextPage}
            onClick={() => result.fetchNextPage()}
          >
            {result.isFetchingNextPage
              ? t('state.loading')
              : tp('list.more', { count: Math.min(PAGE_SIZE, left) })}
          </Button>
        </div>
      ) : null}
      {items.length > 0 ? <TakeList query={{ ...filter, sort: orderOf(filter) }} /> : null}
    </section>
  );
}
