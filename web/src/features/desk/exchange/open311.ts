import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';

export type Access = Answer<'/exchange-partners/{id}/open311'>;

const keyOf = (id: string) => ['exchange-partners', 'open311', id];

export const accessQuery = (id: string) =>
  queryOptions({
    queryKey: keyOf(id),
    queryFn: ({ signal }) =>
      body(client.GET('/exchange-partners/{id}/open311', { params: { path: { id } }, signal })),
  });

function useAccessMutation<O>(id: string, mutationFn: (seen: Access) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(id) }),
  });
}

const seenAs = (id: string, { version }: Access) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});

/** Draws a key, the first or the next; the answer shows it this once. */
export const useDrawKey = (id: string) =>
  useAccessMutation(id, (seen) =>
    body(
      client.POST('/exchange-partners/{id}/open311/key', {
        params: seenAs(id, seen),
      }),
    ),
  );

export const useShutOpen311 = (id: string) =>
  useAccessMutation(id, (seen) =>
    body(
      client.POST('/exchange-partners/{id}/open311/shut', {
        params: seenAs(id, seen),
      }),
    ),
  );
