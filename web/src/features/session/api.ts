import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { ApiError } from '@/lib/problem';

export type Session = components['schemas']['Session'];
export type Mandate = components['schemas']['SessionEnterprise'];

/** Who is logged in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await body(client.GET('/session'));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** The identity providers of both faces, as they are configured. */
export const providersQuery = queryOptions({
  queryKey: ['session', 'providers'],
  queryFn: ({ signal }) => body(client.GET('/session/oidc', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What a step of a staff login leads to: a session, or the second step. */
export type StaffStep = components['schemas']['StaffStep'];

function useEntered() {
  const queries = useQueryClient();
  return (step: StaffStep) => {
    if (!step.session) return;
    // Nothing that an earlier person has seen stays in memory.
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, step.session);
  };
}

export function useStaffLogin() {
  return useMutation({
    mutationFn: (input: { login: string; password: string }) =>
      body(client.POST('/session/staff', { body: input })),
    onSuccess: useEntered(),
  });
}

/** The second step: a code from the telephone or a recovery code. */
export function useStaffCode() {
  return useMutation({
    mutationFn: (code: string) => body(client.POST('/session/staff/code', { body: { code } })),
    onSuccess: useEntered(),
  });
}

/** Has a one-time code sent to the phone. */
export function useSendCode() {
  return useMutation({
    mutationFn: (input: { phone: string; invitation?: string }) =>
      body(client.POST('/session/code', { body: input })),
  });
}

export function useEnterpriseLogin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { phone: string; code: string; invitation?: string }) =>
      body(client.POST('/session/enterprise', { body: input })),
    onSuccess: (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
    },
  });
}

export function useLogout() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(client.DELETE('/session')),
    onSuccess: () => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, null);
    },
  });
}

/** Asks the server anew what the caller may do, after something was owed. */
export function useRefreshSession() {
  const queries = useQueryClient();
  return () => queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
}
