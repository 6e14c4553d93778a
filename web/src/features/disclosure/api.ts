import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';

export type Disclosure = RowOf<'/my/{uscc}/disclosures'>;
export type Appearance = RowOf<'/my/{uscc}/appearances'>;

/** Who saw data of the firm in full, the newest first. */
export const disclosuresQuery = (uscc: string) =>
  infiniteQueryOptions({
    queryKey: ['my', uscc, 'disclosures'],
    queryFn: ({ pageParam, signal }) =>
      body(
        client.GET('/my/{uscc}/disclosures', {
          params: { path: { uscc }, query: { limit: 20, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 0,
  });

/** In how many exports the firm stood. */
export const appearancesQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['my', uscc, 'appearances'],
    queryFn: ({ signal }) =>
      body(client.GET('/my/{uscc}/appearances', { params: { path: { uscc } }, signal })),
  });
