import type { UseQueryResult } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { DataTable } from './DataTable';
import { Pager } from './Pager';

type Table<T> = ComponentProps<typeof DataTable<T>>;

interface Props<T> extends Omit<Table<T>, 'rows' | 'stale' | 'error' | 'onRetry' | 'page'> {
  list: ComponentProps<typeof Pager>['list'];
  /** The page that is asked for; while it comes, the one before stays in sight. */
  query: Pick<
    UseQueryResult<{ items?: readonly T[] | null; total: number; next?: string }>,
    'data' | 'error' | 'refetch' | 'isPlaceholderData'
  >;
}

/** One page of a list, and the ways to the others. */
export function PagedTable<T>({ list, query, ...table }: Props<T>) {
  const { data, error, refetch, isPlaceholderData } = query;
  return (
    <>
      <DataTable
        {...table}
        rows={data ? (data.items ?? []) : undefined}
        stale={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        page={list.place.page}
      />
      <Pager list={list} query={query} />
    </>
  );
}
