import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { pageSpec, type SearchOf, searchReader, USUAL_PAGE_SIZE } from '@/lib/search';

export type MatchRun = RowOf<'/match-runs'>;

/** Which page of the list of runs. */
export type RunsSearch = SearchOf<typeof pageSpec>;
export const readRunsSearch = searchReader(pageSpec);

/** How often the list is asked for while a run is under way, in milliseconds. */
const WORKING_MS = 4_000;

export const isUnderWay = (run: Pick<MatchRun, 'state'>) =>
  run.state === 'queued' || run.state === 'running';

export const runsQuery = ({ page: _, ...search }: RunsSearch) =>
  queryOptions({
    queryKey: ['match-runs', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/match-runs', {
          params: { query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.items?.some(isUnderWay) ? WORKING_MS : false),
  });

/** Starts matching the whole registry, as of a day; today for none. */
export function useStartRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (asOf: string | undefined) =>
      body(client.POST('/match-runs', { body: asOf ? { as_of: asOf } : {} })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['match-runs'] });
      void queries.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
}
