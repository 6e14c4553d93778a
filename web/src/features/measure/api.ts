import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components, paths } from '@/api/schema';

export type MeasureItem = components['schemas']['MeasureItem'];
export type MeasurePage = components['schemas']['MeasurePage'];

/** What a visitor looks for; every part stands in the address of the page. */
export type MeasureFilter = Omit<
  NonNullable<paths['/public/measures']['get']['parameters']['query']>,
  'limit' | 'cursor'
>;

/** Results per page of the list. */
export const PAGE_SIZE = 20;

/** Without words nothing is more relevant than anything else: the newest come first. */
export function orderOf(filter: MeasureFilter): 'relevance' | 'new' {
  return filter.q ? (filter.sort ?? 'relevance') : 'new';
}

export const measuresQuery = (filter: MeasureFilter, limit = PAGE_SIZE) =>
  infiniteQueryOptions({
    queryKey: ['public-measures', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      body(
        client.GET('/public/measures', {
          params: {
            query: {
              ...filter,
              sort: orderOf(filter),
              limit,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: keepPreviousData,
  });

export const measureQuery = (id: string) =>
  queryOptions({
    queryKey: ['public-measure', id],
    queryFn: ({ signal }) =>
      body(client.GET('/public/measures/{id}', { params: { path: { id } }, signal })),
  });

/** The sections of the national classification of industries, 农、林、牧、渔业 and so on. */
export const industrySectionsQuery = queryOptions({
  queryKey: ['industries', ''],
  queryFn: () => body(client.GET('/industries')),
  staleTime: Number.POSITIVE_INFINITY,
});

export type SuggestedTitle = components['schemas']['SuggestedTitle'];

/** Titles that go on from what is being typed. */
export const suggestQuery = (q: string) =>
  queryOptions({
    queryKey: ['public-suggest', q],
    queryFn: ({ signal }) =>
      body(client.GET('/public/suggest', { params: { query: { q } }, signal })),
    enabled: q !== '',
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** Words that were perhaps meant, from public titles. */
export const meantQuery = (q: string) =>
  queryOptions({
    queryKey: ['public-meant', q],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/public/search', { params: { query: { q, limit: 1 } }, signal })))
        .did_you_mean,
    enabled: q !== '',
    staleTime: 60_000,
  });
