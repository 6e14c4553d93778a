import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type Verdicts = components['schemas']['Verdicts'];
export type VerdictItem = NonNullable<Verdicts['items']>[number];
export type VerdictPage = components['schemas']['VerdictPage'];

/** The verdicts of all measures over one enterprise. */
export const verdictsQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['my', uscc, 'verdicts'],
    queryFn: ({ signal }) =>
      body(client.GET('/my/{uscc}/verdicts', { params: { path: { uscc } }, signal })),
  });

/**
 * One measure over one enterprise, with every clause and the fact it rests on; with a day as
 * version and facts were on that day.
 */
export const verdictQuery = (uscc: string, measure: string, day?: string) =>
  queryOptions({
    queryKey: ['my', uscc, 'verdict', measure, ...(day ? [day] : [])],
    queryFn: ({ signal }) =>
      body(
        client.GET('/my/{uscc}/verdicts/{measure}', {
          params: { path: { uscc, measure }, query: day ? { as_of: day } : {} },
          signal,
        }),
      ),
  });
