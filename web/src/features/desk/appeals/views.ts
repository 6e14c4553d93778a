import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { AppealsSearch, Box } from './search';

export type View = RowOf<'/appeal-views'>;

const KEY = ['appeals', 'views'];

/** The saved views that the person sees, each with how many cases it opens. */
export const viewsQuery = queryOptions({
  queryKey: KEY,
  queryFn: async ({ signal }) => (await body(client.GET('/appeal-views', { signal }))).items,
});

/** Where a view leads. */
export function searchOf({ look }: View): AppealsSearch {
  const { by_due, ...filters } = look;
  return { ...filters, ...(by_due ? { sort: 'due' as const } : {}) };
}

/** What of a search a view keeps. */
export function lookOf(search: AppealsSearch, own: Box): View['look'] {
  const { state, kind, channel, urgency, lead, handler, uscc, sort } = search;
  const filters = { state, kind, channel, urgency, lead, handler, uscc };
  const set = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  return { box: search.box ?? own, ...set, ...(sort ? { by_due: true } : {}) };
}

/** Whether a search shows just what a view does. */
export const isOpen = (view: View, search: AppealsSearch, own: Box) =>
  JSON.stringify(lookOf(searchOf(view), own)) === JSON.stringify(lookOf(search, own)) && !search.q;

function useViewMutation<I>(mutationFn: (input: I) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export const useSaveView = () =>
  useViewMutation((input: { name: string; shared: boolean; look: View['look'] }) =>
    body(client.POST('/appeal-views', { body: input })),
  );

export const useRemoveView = () =>
  useViewMutation((view: View) =>
    body(client.DELETE('/appeal-views/{id}', { params: { path: { id: view.id } } })),
  );
