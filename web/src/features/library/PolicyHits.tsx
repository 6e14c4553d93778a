import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ProblemNote, ProblemScreen } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { tl } from '@/messages/library';
import { t } from '@/messages/shared';
import { type IssueFilter, policyHitsQuery } from './api';
import { type HitLink, PolicyHit } from './PolicyHit';
import styles from './PolicyHits.module.css';

/** So many policies stand beside the measures that were found. */
const FEW = 3;

interface Props {
  q: string;
  link: HitLink;
  /** The link to all policies that have the words. */
  all: (words: string) => ReactNode;
}

/** The policies that have the words searched for, beside the measures that do. */
export function PolicyHits({ q, link, all }: Props) {
  const { data } = useInfiniteQuery(policyHitsQuery(q, {}, FEW));
  const page = q ? data?.pages[0] : undefined;
  const items = page?.items ?? [];
  if (!page || items.length === 0) return null;
  return (
    <aside className={styles.hits} aria-label={tl('policies.hits')}>
      <h2>{tl('policies.hits')}</h2>
      {items.map((hit) => (
        <PolicyHit key={hit.id} hit={hit} link={link} brief />
      ))}
      {page.total > items.length ? (
        <p>{all(tl('policies.hits.all', { count: page.total }))}</p>
      ) : null}
    </aside>
  );
}

/** All policies that have the words, page by page. */
export function PolicyResults({
  q,
  link,
  narrowed,
}: Pick<Props, 'q' | 'link'> & { narrowed: IssueFilter }) {
  const result = useInfiniteQuery(policyHitsQuery(q, narrowed));
  if (result.isPending) return <SkeletonCards count={5} />;
  if (!result.data) {
    return <ProblemScreen error={result.error} onRetry={() => result.refetch()} />;
  }
  const items = result.data.pages.flatMap((page) => page.items ?? []);
  if (items.length === 0) {
    return <Empty title={tl('policies.empty.title')} text={tl('policies.empty.text')} />;
  }
  return (
    <section className={styles.results} aria-label={tl('policies.hits')}>
      <p role="status">
        {tl('policies.count', { count: result.data.pages[0]?.total ?? items.length })}
      </p>
      <h2 className="hidden">{tl('policies.hits')}</h2>
      {items.map((hit) => (
        <PolicyHit key={hit.id} hit={hit} link={link} />
      ))}
      {result.hasNextPage ? (
        <div className={styles.more}>
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
    </section>
  );
}
