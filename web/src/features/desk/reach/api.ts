import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { ApiError } from '@/lib/problem';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import { type FunnelSearch, type ReachSearch, reachFilter } from './search';

export type ReachRow = RowOf<'/reach'>;
export type ReachSummary = Answer<'/reach/summary'>;
export type Funnel = Answer<'/measures/{id}/reach'>;

export const reachQuery = (search: ReachSearch) =>
  queryOptions({
    queryKey: ['reach', 'list', reachFilter(search), search.stage, search.cursor, search.limit],
    queryFn: ({ signal }) =>
      body(
        client.GET('/reach', {
          params: {
            query: {
              limit: search.limit ?? USUAL_PAGE_SIZE,
              cursor: search.cursor,
              stage: search.stage,
              ...reachFilter(search),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const reachSummaryQuery = (search: ReachSearch) =>
  queryOptions({
    queryKey: ['reach', 'summary', reachFilter(search)],
    queryFn: ({ signal }) =>
      body(client.GET('/reach/summary', { params: { query: reachFilter(search) }, signal })),
    placeholderData: keepPreviousData,
  });

/** How far a measure got; null while it was never matched. */
export const funnelQuery = (id: string) =>
  queryOptions({
    queryKey: ['reach', 'funnel', id],
    queryFn: async ({ signal }): Promise<Funnel | null> => {
      try {
        return await body(client.GET('/measures/{id}/reach', { params: { path: { id } }, signal }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });

export const funnelRowsQuery = (id: string, { page: _, ...search }: FunnelSearch) =>
  queryOptions({
    queryKey: ['reach', 'funnel', id, search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/measures/{id}/reach/enterprises', {
          params: { path: { id }, query: { limit: USUAL_PAGE_SIZE, step: 'matched', ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Marks a call, with a note, or takes the mark away for none. */
export function useVisit(row: Pick<ReachRow, 'measure' | 'uscc'>) {
  const queries = useQueryClient();
  const params = { path: { measure: row.measure, uscc: row.uscc } };
  return useMutation({
    mutationFn: (note: string | undefined) =>
      note === undefined
        ? body(client.DELETE('/reach/{measure}/{uscc}/visit', { params }))
        : body(client.PUT('/reach/{measure}/{uscc}/visit', { params, body: { note } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['reach'] }),
  });
}
