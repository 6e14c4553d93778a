import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';

export type MandateRow = RowOf<'/enterprises/{uscc}/mandates'>;
export type MandateState = 'current' | 'over';

/** The server's longest page; more people than a firm has. */
const ALL = 200;

/** Who acts for the enterprise, or did. */
export const mandatesQuery = (uscc: string, state: MandateState) =>
  queryOptions({
    queryKey: ['enterprise', uscc, 'mandates', state],
    queryFn: ({ signal }) =>
      body(
        client.GET('/enterprises/{uscc}/mandates', {
          params: { path: { uscc }, query: { state, limit: ALL } },
          signal,
        }),
      ),
  });

export function useEndMandate(uscc: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      body(
        client.POST('/enterprises/{uscc}/mandates/{id}/end', { params: { path: { uscc, id } } }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['enterprise', uscc, 'mandates'] }),
  });
}
