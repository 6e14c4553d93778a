import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, bodyWithVersion, client } from '@/api/client';
import {
  code,
  oneOf,
  pageSpec,
  type SearchOf,
  searchReader,
  USUAL_PAGE_SIZE,
  words,
} from '@/lib/search';

export type RoleRow = RowOf<'/roles'>;
export type RoleVersion = RowOf<'/roles/{code}/versions'>;
export type Permission = RowOf<'/permissions'>;
export type Grant = NonNullable<RoleRow['grants']>[number];
export type StaffRow = RowOf<'/staff'>;
export type StaffPage = Answer<'/staff/{id}'>;
export type Proposal = RowOf<'/proposals'>;

export const STATUSES = ['active', 'suspended', 'left'] as const;
const IDLE = ['30', '90'] as const;

const staffSpec = {
  q: words(50),
  department: code,
  status: oneOf(...STATUSES),
  role: words(64),
  idle: oneOf(...IDLE),
  second_factor: oneOf('yes', 'no'),
  ...pageSpec,
};
export type StaffSearch = SearchOf<typeof staffSpec>;
export const readStaffSearch = searchReader(staffSpec);

const proposalSpec = { show: oneOf('all'), ...pageSpec };
export type ProposalSearch = SearchOf<typeof proposalSpec>;
export const readProposalSearch = searchReader(proposalSpec);

/** How often the number of proposals that wait is asked for, in milliseconds. */
const WAITING_MS = 60_000;

export const rolesQuery = queryOptions({
  queryKey: ['admin', 'roles'],
  queryFn: ({ signal }) => body(client.GET('/roles', { signal })),
});

export const roleQuery = (role: string) =>
  queryOptions({
    queryKey: ['admin', 'roles', role],
    queryFn: ({ signal }) =>
      bodyWithVersion(client.GET('/roles/{code}', { params: { path: { code: role } }, signal })),
  });

export const roleVersionsQuery = (role: string) =>
  queryOptions({
    queryKey: ['admin', 'roles', role, 'versions'],
    queryFn: ({ signal }) =>
      body(client.GET('/roles/{code}/versions', { params: { path: { code: role } }, signal })),
  });

export const permissionsQuery = queryOptions({
  queryKey: ['admin', 'permissions'],
  queryFn: ({ signal }) => body(client.GET('/permissions', { signal })),
  staleTime: 10 * 60_000,
});

export const staffQuery = ({ page: _, idle, ...search }: StaffSearch) =>
  queryOptions({
    queryKey: ['admin', 'staff', search, idle],
    queryFn: ({ signal }) =>
      body(
        client.GET('/staff', {
          params: {
            query: {
              limit: USUAL_PAGE_SIZE,
              ...search,
              ...(idle ? { idle_days: Number(idle) } : {}),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const memberQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'member', id],
    queryFn: ({ signal }) =>
      bodyWithVersion(client.GET('/staff/{id}', { params: { path: { id } }, signal })),
  });

export const proposalsQuery = ({ page: _, show, ...search }: ProposalSearch) =>
  queryOptions({
    queryKey: ['admin', 'proposals', search, show],
    queryFn: ({ signal }) =>
      body(
        client.GET('/proposals', {
          params: {
            query: { limit: USUAL_PAGE_SIZE, ...search, ...(show ? {} : { waiting: true }) },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** What was ever proposed about a role or a person. */
export const proposalsAboutQuery = (object: string) =>
  queryOptions({
    queryKey: ['admin', 'proposals', 'about', object],
    queryFn: ({ signal }) =>
      body(client.GET('/proposals', { params: { query: { limit: 100, object } }, signal })),
  });

/** How many proposals wait for this person; for the number beside the menu. */
export const waitingQuery = queryOptions({
  queryKey: ['admin', 'proposals', 'waiting'],
  queryFn: ({ signal }) =>
    body(client.GET('/proposals', { params: { query: { limit: 1, waiting: true } }, signal })),
  refetchInterval: WAITING_MS,
});

export const departmentsQuery = queryOptions({
  queryKey: ['admin', 'departments'],
  queryFn: ({ signal }) =>
    body(client.GET('/departments', { params: { query: { limit: 200 } }, signal })),
  staleTime: 5 * 60_000,
});

/** After any of these, all that administrators see is asked for anew. */
function useAdminMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ['admin'] }),
  });
}

export interface RoleDraft {
  name: string;
  grants: Grant[];
  reason: string;
}

/** Proposes a new role, or with a code and a version that a role becomes another. */
export const useProposeRole = () =>
  useAdminMutation(
    ({ draft, role, version }: { draft: RoleDraft; role?: string | undefined; version?: string }) =>
      body(
        role
          ? client.POST('/roles/{code}/changes', {
              params: { path: { code: role }, header: { 'If-Match': version ?? '' } },
              body: draft,
            })
          : client.POST('/roles', { body: draft }),
      ),
  );

export const useProposeStaffRoles = (id: string) =>
  useAdminMutation((draft: { held: string[]; roles: string[]; reason: string }) =>
    body(client.POST('/staff/{id}/roles', { params: { path: { id } }, body: draft })),
  );

export const useRequestReset = (id: string) =>
  useAdminMutation((reason: string) =>
    body(client.POST('/staff/{id}/password-reset', { params: { path: { id } }, body: { reason } })),
  );

export const useTurn = (id: string, version: string, act: 'suspend' | 'resume') =>
  useAdminMutation((reason: string) => {
    const asked = {
      params: { path: { id }, header: { 'If-Match': version } },
      body: { reason },
    };
    return body(
      act === 'suspend'
        ? client.POST('/staff/{id}/suspend', asked)
        : client.POST('/staff/{id}/resume', asked),
    );
  });

export const useCreateStaff = () =>
  useAdminMutation((draft: { login: string; name: string; department: string }) =>
    body(client.POST('/staff', { body: draft })),
  );

export const useConfirm = (id: string) =>
  useAdminMutation((_: undefined) =>
    body(client.POST('/proposals/{id}/confirm', { params: { path: { id } } })),
  );

export const useRefuse = (id: string) =>
  useAdminMutation((reason: string) =>
    body(client.POST('/proposals/{id}/refuse', { params: { path: { id } }, body: { reason } })),
  );

export const useWithdraw = (id: string) =>
  useAdminMutation((_: undefined) =>
    body(client.POST('/proposals/{id}/withdraw', { params: { path: { id } } })),
  );

export function useResetPassword() {
  return useMutation({
    mutationFn: (input: { login: string; code: string; password: string }) =>
      body(client.POST('/session/password-reset', { body: input })),
  });
}
