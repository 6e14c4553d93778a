import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { AuditSearch } from './search';

export type AuditEntry = RowOf<'/audit/entries'>;
export type AuditState = Answer<'/audit/state'>;
export type AuditCheck = NonNullable<AuditState['checks']>[number];

export const auditEntriesQuery = ({ page: _, ...search }: AuditSearch) =>
  queryOptions({
    queryKey: ['audit', 'entries', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/audit/entries', {
          params: { query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    // Each opening of the list is itself recorded: coming back to the window is none.
    refetchOnWindowFocus: false,
  });

/** What can stand in the log, with its names. */
export const auditActionsQuery = queryOptions({
  queryKey: ['audit', 'actions'],
  queryFn: () => body(client.GET('/audit/actions')),
  staleTime: Number.POSITIVE_INFINITY,
});

/** How often a verification that was started is asked for, in milliseconds. */
const CHECKING_MS = 1_000;

export const auditStateQuery = (checking: boolean) =>
  queryOptions({
    queryKey: ['audit', 'state'],
    queryFn: () => body(client.GET('/audit/state')),
    refetchInterval: checking ? CHECKING_MS : false,
  });

/** Starts a verification of the chain. */
export function useVerifyAudit() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(client.POST('/audit/checks')),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['tasks'] }),
  });
}
