import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components, paths } from '@/api/schema';
import { type IssueFilter, LEVELS, readIssueFilter, STANDINGS } from '@/lib/policy';

export type { IssueFilter };

export type PolicyItem = components['schemas']['PolicyItem'];

/** What a visitor looks for; every part stands in the address of the page. */
export type PolicyFilter = Omit<
  NonNullable<paths['/public/policies']['get']['parameters']['query']>,
  'limit' | 'cursor'
>;

/** Policies per page of the public list. */
const PAGE_SIZE = 20;

export const publicPoliciesQuery = (filter: PolicyFilter, limit = PAGE_SIZE) =>
  infiniteQueryOptions({
    queryKey: ['public-policies', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      body(
        client.GET('/public/policies', {
          params: { query: { ...filter, limit, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: keepPreviousData,
  });

export type PolicyHit = components['schemas']['Hit'];

/** Policies that have the words, each with the articles that hold them. */
export const policyHitsQuery = (q: string, narrowed: IssueFilter = {}, limit = PAGE_SIZE) =>
  infiniteQueryOptions({
    queryKey: ['public-policy-hits', q, narrowed, limit],
    queryFn: ({ pageParam, signal }) =>
      body(
        client.GET('/public/search', {
          params: {
            query: {
              q,
              kind: 'policy',
              limit,
              ...narrowed,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: keepPreviousData,
    enabled: q !== '',
  });

export const publicPolicyQuery = (id: string) =>
  queryOptions({
    queryKey: ['public-policy', id],
    queryFn: ({ signal }) =>
      body(client.GET('/public/policies/{id}', { params: { path: { id } }, signal })),
  });

/** Reads what a visitor looks for from the address; anything else is left out. */
export function readPolicyFilter(search: Record<string, unknown>): PolicyFilter {
  const filter: PolicyFilter = readIssueFilter(search);
  const q = ['string', 'number'].includes(typeof search.q) ? String(search.q).trim() : '';
  if (q) filter.q = q.slice(0, 100);
  const level = LEVELS.find((one) => one === search.level);
  if (level) filter.level = level;
  const standing = STANDINGS.find((one) => one === search.standing);
  if (standing) filter.standing = standing;
  if (typeof search.theme === 'string' && /^[a-z0-9-]{1,40}$/.test(search.theme)) {
    filter.theme = search.theme;
  }
  return filter;
}
