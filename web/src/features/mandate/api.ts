import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';

export type Person = RowOf<'/my/{uscc}/mandates'>;
export type Sent = RowOf<'/my/{uscc}/invitations'>;
export type Mine = NonNullable<Answer<'/session/mandates'>['items']>[number];
export type Show = 'current' | 'over';

/** More people than a firm has; the server's longest page. */
const ALL = 200;

/** Who acts for the enterprise, or did. */
export const peopleQuery = (uscc: string, state: Show) =>
  queryOptions({
    queryKey: ['my', uscc, 'people', state],
    queryFn: ({ signal }) =>
      body(
        client.GET('/my/{uscc}/mandates', {
          params: { path: { uscc }, query: { state, limit: ALL } },
          signal,
        }),
      ),
  });

/** The invitations of the enterprise, the newest first. */
export const sentQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['my', uscc, 'invitations'],
    queryFn: ({ signal }) =>
      body(
        client.GET('/my/{uscc}/invitations', {
          params: { path: { uscc }, query: { limit: ALL } },
          signal,
        }),
      ),
  });

/** What the person who is logged in holds. */
export const mineQuery = queryOptions({
  queryKey: ['session', 'mandates'],
  queryFn: ({ signal }) => body(client.GET('/session/mandates', { signal })),
});

/** What an invitation offers; asked anew each time, for others may have answered it. */
export const offerQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => body(client.POST('/session/invitation', { body: { token }, signal })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export interface Invitation {
  matters: Array<'all' | 'policy' | 'profile' | 'declare'>;
  ends_on: string;
  phone?: string;
  replaces?: string;
}

/** A change to the people of an enterprise, after which their lists are asked anew. */
function usePeopleChange<T, R>(uscc: string, change: (input: T) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['my', uscc, 'people'] }),
        queries.invalidateQueries({ queryKey: ['my', uscc, 'invitations'] }),
      ]),
  });
}

export const useInvite = (uscc: string) =>
  usePeopleChange(uscc, (input: Invitation) =>
    body(client.POST('/my/{uscc}/invitations', { params: { path: { uscc } }, body: input })),
  );

export const useWithdraw = (uscc: string) =>
  usePeopleChange(uscc, (id: string) =>
    body(client.POST('/my/{uscc}/invitations/{id}/withdrawal', { params: { path: { uscc, id } } })),
  );

export const useEndHandler = (uscc: string) =>
  usePeopleChange(uscc, (id: string) =>
    body(client.POST('/my/{uscc}/mandates/{id}/end', { params: { path: { uscc, id } } })),
  );

export const useChangeHandler = (uscc: string) =>
  usePeopleChange(uscc, (input: { person: Person; ends_on: string }) =>
    body(
      client.PUT('/my/{uscc}/mandates/{id}', {
        params: {
          path: { uscc, id: input.person.id },
          header: { 'If-Match': `"${input.person.version}"` },
        },
        body: { ends_on: input.ends_on },
      }),
    ),
  );

/** Gives up a mandate of one's own; the session is asked anew. */
export function useGiveUp() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      body(client.POST('/session/mandates/{id}/end', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['session'] }),
  });
}

export function useAccept() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { token: string; name?: string }) =>
      body(client.POST('/session/invitation/acceptance', { body: input })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['session'] }),
  });
}

export function useDecline() {
  return useMutation({
    mutationFn: (token: string) =>
      body(client.POST('/session/invitation/refusal', { body: { token } })),
  });
}
