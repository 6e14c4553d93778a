import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { SignalCasesSearch, SignalsSearch } from './search';

export type Signals = Answer<'/appeal-signals'>;
export type Rising = Signals['rising'][number];
export type Group = Signals['groups'][number];
export type SignalCase = RowOf<'/appeal-signals/{id}/cases'>;

/** Below what acts on cases ask for anew: a merge moves these lists too. */
const KEY = ['appeals', 'signals'];

const daysOf = ({ days }: SignalsSearch) => (days === '90' ? 90 : 30);

export const signalsQuery = (search: SignalsSearch) => {
  const query = { days: daysOf(search) } as const;
  return queryOptions({
    queryKey: [...KEY, query],
    queryFn: ({ signal }) => body(client.GET('/appeal-signals', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

export const signalCasesQuery = (id: string, search: SignalCasesSearch) => {
  const { page: _, days: __, ...rest } = search;
  const query = { limit: USUAL_PAGE_SIZE, ...rest, days: daysOf(search) } as const;
  return queryOptions({
    queryKey: [...KEY, id, query],
    queryFn: ({ signal }) =>
      body(client.GET('/appeal-signals/{id}/cases', { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });
};

/** Has everything looked through again. */
export function useRefresh() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(client.POST('/appeal-signals/refresh')),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
