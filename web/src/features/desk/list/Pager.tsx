import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { groupDigits } from '@/lib/money';
import { PAGE_SIZES } from '@/lib/search';
import { rowRange } from '@/lib/trail';
import { td } from '@/messages/desk';
import styles from './Pager.module.css';
import type { List } from './useList';

interface Props {
  // biome-ignore lint/suspicious/noExplicitAny: the pager does not care what the list is filtered by
  list: Pick<List<any>, 'place' | 'limit' | 'back' | 'next' | 'previous' | 'first' | 'resize'>;
  /** The page that is asked for; while it comes, what it holds is the page before. */
  query: {
    data: { items?: readonly unknown[] | null; total: number; next?: string } | undefined;
    isPlaceholderData: boolean;
    error?: unknown;
  };
  /** What else belongs under the list. */
  extra?: ReactNode;
}

/** Which rows are shown, of how many, and the ways to the others. */
export function Pager({ list, query, extra }: Props) {
  const { place, limit } = list;
  const { data, isPlaceholderData: waiting } = query;
  if (data?.total === 0 || (!data && query.error)) return null;
  const range = data && !waiting ? rowRange(place, limit, data.items?.length ?? 0) : null;
  // The cursor of the page before leads to the page that is already on its way.
  const goOn = () => data?.next && !waiting && list.next(data.next);
  return (
    <nav className={styles.pager} aria-label={td('list.pages')}>
      <p className={styles.range} aria-live="polite">
        {range && data
          ? td('list.range', {
              from: groupDigits(String(range.from)),
              to: groupDigits(String(range.to)),
              total: groupDigits(String(data.total)),
            })
          : ''}
      </p>
      {extra}
      <Select
        size="small"
        className={styles.size}
        value={limit}
        aria-label={td('list.pageSize')}
        options={PAGE_SIZES.map((size) => ({
          value: size,
          label: td('list.perPage', { count: size }),
        }))}
        onChange={(size) => list.resize(size)}
      />
      <div className={styles.ways}>
        {place.page > 1 ? <Button onClick={list.first}>{td('list.first')}</Button> : null}
        <Button disabled={list.back !== 'previous'} onClick={list.previous}>
          {td('list.previous')}
        </Button>
        <span className={styles.page}>{td('list.page', { page: place.page })}</span>
        <Button
          disabled={!data?.next}
          aria-disabled={waiting || undefined}
          className={(waiting && styles.waiting) || ''}
          onClick={goOn}
        >
          {td('list.next')}
        </Button>
      </div>
    </nav>
  );
}
