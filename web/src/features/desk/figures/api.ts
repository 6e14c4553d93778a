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

export const ratesQuery = ({ open: _, ...query }: RatesSearch) =>
  queryOptions({
    queryKey: ['appeals', 'rates', query],
    queryFn: ({ signal }) => body(client.GET('/appeal-rates', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** The rates of the people of one department. */
export const peopleQuery = ({ month, until, side, open }: RatesSearch) => {
  const query = { month, until, side, department: open ?? '' };
  return queryOptions({
    queryKey: ['appeals', 'rates', 'people', query],
    queryFn: ({ signal }) => body(client.GET('/appeal-rate-people', { params: { query }, signal })),
  });
};

export type Course = Answer<'/appeal-rate-course'>;

/** The rates of the twelve months up to one, this month where none is named. */
export const courseQuery = (until: string | undefined) =>
  queryOptions({
    queryKey: ['appeals', 'rates', 'course', until],
    queryFn: ({ signal }) =>
      body(client.GET('/appeal-rate-course', { params: { query: { until } }, signal })),
    placeholderData: keepPreviousData,
  });

/** How the cases behind a number of the trial of a draft are asked for. */
function trialOf(id: string, { rate, part, limit, cursor, latest }: Omit<BehindSearch, 'page'>) {
  const query = {
    rate,
    part: part === 'hit' || part === 'missed' ? part : ('base' as const),
    side: latest ? ('latest' as const) : ('draft' as const),
    limit: limit ?? USUAL_PAGE_SIZE,
    cursor,
  };
  return { params: { path: { id }, query } };
}

export const behindQuery = ({ page: _, ...search }: BehindSearch) =>
  queryOptions({
    queryKey: ['appeals', 'behind', search],
    queryFn: ({ signal }) => {
      const {
        by,
        department,
        whole,
        draft,
        latest: _,
        ...rest
      } = {
        limit: USUAL_PAGE_SIZE,
        ...search,
      };
      if (draft) {
        const asked = { ...trialOf(draft, search), signal };
        return body(client.GET('/appeal-definition-drafts/{id}/cases', asked));
      }
      if (by === 'person') {
        const query = { ...rest, department: department ?? '' };
        return body(client.GET('/appeal-rate-person-cases', { params: { query }, signal }));
      }
      const query = { ...rest, by, ...(whole ? { whole: true } : {}) };
      return body(client.GET('/appeal-rate-cases', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
