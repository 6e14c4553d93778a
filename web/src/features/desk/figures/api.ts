import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { BehindSearch, RatesSearch } from './search';

export type Board = Answer<'/appeal-board'>;
export type Load = components['schemas']['LoadBody'];

/** What is due; it ages by itself, so it is asked for anew now and then. */
export const boardQuery = queryOptions({
  queryKey: ['appeals', 'board'],
  queryFn: ({ signal }) => body(client.GET('/appeal-board', { signal })),
  refetchInterval: 5 * 60_000,
});

export type Rates = Answer<'/appeal-rates'>;
export type RateRow = components['schemas']['RateRowBody'];
export type RateRule = components['schemas']['RuleBody'];
export type Counted = RowOf<'/appeal-rate-cases'>;

export const ratesQuery = (search: RatesSearch) =>
  queryOptions({
    queryKey: ['appeals', 'rates', search],
    queryFn: ({ signal }) =>
      body(client.GET('/appeal-rates', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });

export const behindQuery = (search: BehindSearch) => {
  const { page: _, whole, ...rest } = search;
  const query = {
    limit: USUAL_PAGE_SIZE,
    ...rest,
    ...(whole ? { whole: true } : {}),
  };
  return queryOptions({
    queryKey: ['appeals', 'behind', query],
    queryFn: ({ signal }) => body(client.GET('/appeal-rate-cases', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};
