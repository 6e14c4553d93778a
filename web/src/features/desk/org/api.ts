import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { upload } from '@/api/upload';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { HandoversSearch, PeopleSearch } from './search';

export type Department = RowOf<'/org/departments'>;
export type Posts = Answer<'/org/departments/{id}/posts'>;
export type Post = RowOf<'/org/departments/{id}/posts'>;
export type PersonRow = RowOf<'/org/people'>;
export type Person = Answer<'/org/people/{id}'>;
export type Tenure = NonNullable<Person['tenures']>[number];
export type Service = RowOf<'/org/services'>;
export type Handover = RowOf<'/org/handovers'>;
export type WorkItem = RowOf<'/org/people/{id}/work'>;
export type Receiver = RowOf<'/org/people/{id}/receivers'>;
export type DepartmentForm = components['schemas']['DepartmentFormBody'];
export type NewDepartment = components['schemas']['NewDepartmentBody'];
export type PostForm = components['schemas']['PostFormBody'];
export type HandoverOrder = components['schemas']['HandoverOrderBody'];
export type IntakeReport = components['schemas']['StaffingReportBody'];
export type IntakeKind = 'departments' | 'posts' | 'people';
export type ServiceRole = Service['role'];

/** Everything of the organisation; a change asks for all of it anew. */
const ORG = 'org';

export const treeQuery = queryOptions({
  queryKey: [ORG, 'tree'],
  queryFn: ({ signal }) => body(client.GET('/org/departments', { signal })),
});

export const postsQuery = (id: string) =>
  queryOptions({
    queryKey: [ORG, 'posts', id],
    queryFn: ({ signal }) =>
      body(client.GET('/org/departments/{id}/posts', { params: { path: { id } }, signal })),
  });

export const servicesQuery = (department: string) =>
  queryOptions({
    queryKey: [ORG, 'services', department],
    queryFn: ({ signal }) =>
      body(client.GET('/org/services', { params: { query: { department, limit: 50 } }, signal })),
  });

export const networkQuery = (division: string) =>
  queryOptions({
    queryKey: [ORG, 'network', division],
    queryFn: ({ signal }) =>
      body(client.GET('/org/network/{division}', { params: { path: { division } }, signal })),
  });

export const peopleQuery = ({ page: _, ...search }: PeopleSearch) =>
  queryOptions({
    queryKey: [ORG, 'people', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/org/people', {
          params: { query: { limit: USUAL_PAGE_SIZE, below: true, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [ORG, 'person', id],
    queryFn: ({ signal }) =>
      body(client.GET('/org/people/{id}', { params: { path: { id } }, signal })),
  });

export const workQuery = (id: string) =>
  queryOptions({
    queryKey: [ORG, 'work', id],
    queryFn: ({ signal }) =>
      body(client.GET('/org/people/{id}/work', { params: { path: { id } }, signal })),
    staleTime: 0,
  });

/** Who may take over, at most two hundred; words narrow it further. */
export const receiversQuery = (id: string, q: string) =>
  queryOptions({
    queryKey: [ORG, 'receivers', id, q],
    queryFn: ({ signal }) =>
      body(
        client.GET('/org/people/{id}/receivers', {
          params: { path: { id }, query: { limit: 200, ...(q ? { q } : {}) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const handoversQuery = ({ page: _, ...search }: HandoversSearch) =>
  queryOptions({
    queryKey: [ORG, 'handovers', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/org/handovers', {
          params: { query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const handoverQuery = (id: string) =>
  queryOptions({
    queryKey: [ORG, 'handover', id],
    queryFn: ({ signal }) =>
      body(client.GET('/org/handovers/{id}', { params: { path: { id } }, signal })),
  });

/** A change of the organisation: whatever is shown of it is asked for anew. */
export function useChange<I, O>(change: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: [ORG] }),
  });
}

const match = (version: number) => ({ 'If-Match': `"${version}"` });

export const addDepartment = (department: NewDepartment) =>
  body(client.POST('/org/departments', { body: department }));

export const changeDepartment = (at: { id: string; version: number; form: DepartmentForm }) =>
  body(
    client.PUT('/org/departments/{id}', {
      params: { path: { id: at.id }, header: match(at.version) },
      body: at.form,
    }),
  );

export const moveDepartment = (at: { id: string; version: number; parent: string }) =>
  body(
    client.POST('/org/departments/{id}/move', {
      params: { path: { id: at.id }, header: match(at.version) },
      body: { parent: at.parent },
    }),
  );

export const closeDepartment = (at: { id: string; version: number }) =>
  body(
    client.POST('/org/departments/{id}/close', {
      params: { path: { id: at.id }, header: match(at.version) },
    }),
  );

export const addPost = (at: { department: string; form: PostForm }) =>
  body(
    client.POST('/org/departments/{id}/posts', {
      params: { path: { id: at.department } },
      body: at.form,
    }),
  );

export const changePost = (at: { id: string; version: number; form: PostForm }) =>
  body(
    client.PUT('/org/posts/{id}', {
      params: { path: { id: at.id }, header: match(at.version) },
      body: at.form,
    }),
  );

export const closePost = (at: { id: string; version: number }) =>
  body(
    client.POST('/org/posts/{id}/close', {
      params: { path: { id: at.id }, header: match(at.version) },
    }),
  );

export const addPerson = (person: {
  login: string;
  name: string;
  department: string;
  post?: string;
}) => body(client.POST('/org/people', { body: person }));

export const appoint = (at: { person: string; post: string }) =>
  body(
    client.POST('/org/people/{id}/posts', {
      params: { path: { id: at.person } },
      body: { post: at.post },
    }),
  );

export const endTenure = (id: string) =>
  body(client.POST('/org/tenures/{id}/end', { params: { path: { id } } }));

export const assign = (at: { staff: string; division: string; role: ServiceRole }) =>
  body(client.POST('/org/services', { body: at }));

export const endService = (id: string) =>
  body(client.POST('/org/services/{id}/end', { params: { path: { id } } }));

export const handOver = (order: HandoverOrder) =>
  body(client.POST('/org/handovers', { body: order }));

export const sendFile = ({ kind, file }: { kind: IntakeKind; file: File }) =>
  upload<IntakeReport>('/org/imports', file, {
    query: { kind, filename: file.name },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
