import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type OwnSession = components['schemas']['OwnSession'];
export type SecondFactor = components['schemas']['SecondFactor'];
export type OwnToken = components['schemas']['OwnToken'];
export type Grantable = components['schemas']['GrantablePermission'];
export type NewToken = Omit<components['schemas']['NewToken'], '$schema'>;

/** Where the caller is logged in, the last used first. */
export const ownSessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: () => body(client.GET('/account/sessions')),
  staleTime: 0,
});

/** Ends sessions on other devices, exactly those that were shown. */
export function useRevokeSessions() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (sessions: string[]) =>
      body(client.POST('/account/sessions/revoke', { body: { sessions } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  });
}

export const ownFactorQuery = queryOptions({
  queryKey: ['account', 'factor'],
  queryFn: () => body(client.GET('/account/factor')),
  staleTime: 0,
});

function useFactorChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ownFactorQuery.queryKey });
}

export function useBeginFactor() {
  return useMutation({
    mutationFn: (password: string) => body(client.POST('/account/factor', { body: { password } })),
  });
}

/** Takes the key into use; the answer holds the recovery codes, once. */
export function useConfirmFactor() {
  return useMutation({
    mutationFn: (code: string) => body(client.POST('/account/factor/confirm', { body: { code } })),
  });
}

export interface Proof {
  password: string;
  code: string;
}

export function useRenewRecovery() {
  return useMutation({
    mutationFn: (proof: Proof) =>
      body(client.POST('/account/factor/recovery-codes', { body: proof })),
  });
}

export function useRemoveFactor() {
  return useMutation({
    mutationFn: (proof: Proof) => body(client.POST('/account/factor/remove', { body: proof })),
    onSuccess: useFactorChanged(),
  });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { current: string; password: string }) =>
      body(client.PUT('/account/password', { body: input })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  });
}

export type StaffIdentity = components['schemas']['StaffIdentity'];

/** The identity providers for staff, and which of them the caller has linked. */
export const identitiesQuery = queryOptions({
  queryKey: ['account', 'identities'],
  queryFn: () => body(client.GET('/session/identities')),
  staleTime: 0,
});

/** Leaves for the provider, which sends the browser back to the list of identities. */
export function useLinkIdentity() {
  return useMutation({
    mutationFn: (provider: string) =>
      body(
        client.POST('/session/identities/{provider}', { params: { path: { provider } }, body: {} }),
      ),
    onSuccess: ({ address }) => window.location.assign(address),
  });
}

export function useUnlinkIdentity() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (provider: string) =>
      body(client.DELETE('/session/identities/{provider}', { params: { path: { provider } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: identitiesQuery.queryKey }),
  });
}

export const TOKENS_SHOWN = 100;

export const ownTokensQuery = queryOptions({
  queryKey: ['account', 'tokens'],
  queryFn: () =>
    body(client.GET('/account/tokens', { params: { query: { limit: TOKENS_SHOWN } } })),
});

/** What a token of the caller's may do. */
export const grantableQuery = queryOptions({
  queryKey: ['account', 'grantable'],
  queryFn: () => body(client.GET('/account/tokens/grantable')),
});

export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (token: NewToken) => body(client.POST('/account/tokens', { body: token })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ownTokensQuery.queryKey }),
  });
}

export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      body(client.DELETE('/account/tokens/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ownTokensQuery.queryKey }),
  });
}
