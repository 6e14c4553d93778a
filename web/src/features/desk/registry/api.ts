import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { Replay } from '../life/ReplayBar';
import type { RegistrySearch } from './search';

export type EnterpriseRow = RowOf<'/enterprises'>;
export type Enterprise = Answer<'/enterprises/{uscc}'>;
export type EnterpriseFact = RowOf<'/enterprises/{uscc}/facts'>;
export type Verdicts = Answer<'/enterprises/{uscc}/verdicts'>;
export type VerdictItem = NonNullable<Verdicts['items']>[number];

export const enterprisesQuery = ({ page: _, ...search }: RegistrySearch) =>
  queryOptions({
    queryKey: ['enterprises', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/enterprises', {
          params: { query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const enterpriseQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['enterprise', uscc],
    queryFn: ({ signal }) =>
      body(client.GET('/enterprises/{uscc}', { params: { path: { uscc } }, signal })),
  });

/** Everything that was ever said about the enterprise, the register's own words included. */
export const enterpriseFactsQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['enterprise', uscc, 'facts'],
    queryFn: ({ signal }) =>
      body(client.GET('/enterprises/{uscc}/facts', { params: { path: { uscc } }, signal })),
  });

/** What the server is asked for another day than today. */
const moment = ({ asOf, known }: Replay) => (asOf ? { as_of: asOf, known } : {});

export const enterpriseVerdictsQuery = (uscc: string, replay: Replay) =>
  queryOptions({
    queryKey: ['enterprise', uscc, 'verdicts', replay],
    queryFn: ({ signal }) =>
      body(
        client.GET('/enterprises/{uscc}/verdicts', {
          params: { path: { uscc }, query: moment(replay) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const enterpriseVerdictQuery = (uscc: string, measure: string, replay: Replay) =>
  queryOptions({
    queryKey: ['enterprise', uscc, 'verdict', measure, replay],
    queryFn: ({ signal }) =>
      body(
        client.GET('/enterprises/{uscc}/verdicts/{measure}', {
          params: { path: { uscc, measure }, query: moment(replay) },
          signal,
        }),
      ),
  });

export type RecordedFact = Answer<'/enterprises/{uscc}/facts', 'post'>;

export type Statement = components['schemas']['StatementBody'];

/** Records a fact as verified by staff; all that is shown of the enterprise is asked for anew. */
export function useRecordFact(uscc: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (statement: Statement) =>
      body(
        client.POST('/enterprises/{uscc}/facts', { params: { path: { uscc } }, body: statement }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['enterprise', uscc] });
      void queries.invalidateQueries({ queryKey: ['enterprises'] });
    },
  });
}

/** The fact dictionary: for the choices of qualifications. */
export const factKeysQuery = queryOptions({
  queryKey: ['fact-keys'],
  queryFn: () => body(client.GET('/fact-keys')),
  staleTime: 10 * 60_000,
});

/** Finds enterprises by the whole number of a contact. Neither number nor answer is cached. */
export function usePhoneSearch() {
  return useMutation({
    gcTime: 0,
    mutationFn: (phone: string) => body(client.POST('/enterprises/by-phone', { body: { phone } })),
  });
}
