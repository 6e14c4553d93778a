import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { tl } from '@/messages/library';
import { publicPoliciesQuery } from './api';
import styles from './PolicyHits.module.css';

/** So many policies stand beside the measures that were found. */
const FEW = 3;

interface Props {
  q: string;
  link: (id: string, title: string) => ReactNode;
  /** The link to all policies that have the words. */
  all: (words: string) => ReactNode;
}

/** The policies that have the words searched for, beside the measures that do. */
export function PolicyHits({ q, link, all }: Props) {
  const { data } = useInfiniteQuery({ ...publicPoliciesQuery({ q }, FEW), enabled: q !== '' });
  const page = q ? data?.pages[0] : undefined;
  const items = page?.items ?? [];
  if (!page || items.length === 0) return null;
  return (
    <aside className={styles.hits} aria-label={tl('policies.hits')}>
      <h2>{tl('policies.hits')}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.id}>{link(item.id, item.title)}</li>
        ))}
      </ul>
      {page.total > items.length ? all(tl('policies.hits.all', { count: page.total })) : null}
    </aside>
  );
}
