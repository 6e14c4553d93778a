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
  rows: number | undefined;
  total: number | undefined;
  next: string | undefined;
  /** What else belongs under the list. */
  extra?: ReactNode;
}

/** Which rows are shown, of how many, and the ways to the others. */
export function Pager({ list, rows, total, next, extra }: Props) {
  const { place, limit } = list;
  if (total === 0) return null;
  const range = rows === undefined ? null : rowRange(place, limit, rows);
  return (
    <nav className={styles.pager} aria-label={td('list.pages')}>
      <p className={styles.range} aria-live="polite">
        {range && total !== undefined
          ? td('list.range', {
              from: groupDigits(String(range.from)),
              to: groupDigits(String(range.to)),
              total: groupDigits(String(total)),
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
        <Button disabled={!next} onClick={() => next && list.next(next)}>
          {td('list.next')}
        </Button>
      </div>
    </nav>
  );
}
