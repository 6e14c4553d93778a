import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { IssueCasesSearch, IssuesSearch } from './search';

export type Issue = RowOf<'/appeal-issues'>;
export type IssueDetail = Answer<'/appeal-issues/{id}'>;
export type Week = IssueDetail['effect']['weeks'][number];
export type Measure = Issue['measures'][number];
export type IssueCase = RowOf<'/appeal-issues/{id}/cases'>;

const KEY = 'appeal-issues';

export const issuesQuery = (search: IssuesSearch) => {
  const { page: _, ...rest } = search;
  const query = { limit: USUAL_PAGE_SIZE, ...rest };
  return queryOptions({
    queryKey: [KEY, 'list', query],
    queryFn: ({ signal }) => body(client.GET('/appeal-issues', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

export const issueQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) =>
      body(client.GET('/appeal-issues/{id}', { params: { path: { id } }, signal })),
  });

/** The issues that a case belongs to, as far as the person sees them. */
export const issuesOfCaseQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'of', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/appeals/{id}/issues', { params: { path: { id } }, signal }))).items,
  });

export const issueCasesQuery = (id: string, search: IssueCasesSearch) => {
  const { page: _, ...rest } = search;
  const query = { limit: USUAL_PAGE_SIZE, ...rest };
  return queryOptions({
    queryKey: [KEY, 'cases', id, query],
    queryFn: ({ signal }) =>
      body(client.GET('/appeal-issues/{id}/cases', { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });
};

export interface Proposed {
  month: string;
  title: string;
  topic?: string;
  place?: string;
  signal?: string;
  reason: string;
}

/** Puts an issue on the list of a month. */
export function usePropose() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (proposed: Proposed) => body(client.POST('/appeal-issues', { body: proposed })),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}

export const ACTS = [
  'confirm',
  'choose',
  'measure',
  'report',
  'finish',
  'return',
  'reopen',
  'drop',
] as const;
export type Act = (typeof ACTS)[number];

/** What somebody types for an act; each act takes what it needs. */
export interface Form {
  words: string;
  lead: string;
  with: string[];
  goal: string;
  due: string;
  department: string;
}

/** Does something with an issue as it was seen. */
export function useAct(issue: Issue, act: Act, onDone: () => void) {
  const queries = useQueryClient();
  const params = { path: { id: issue.id }, header: { 'If-Match': `"${issue.version}"` } };
  return useMutation({
    mutationFn: ({ words, lead, with: helpers, goal, due, department }: Form) => {
      const said = { params, body: { words } };
      switch (act) {
        case 'choose':
          return body(
            client.POST('/appeal-issues/{id}/choice', {
              params,
              body: { lead, with: helpers, goal, due },
            }),
          );
        case 'confirm':
          return body(client.POST('/appeal-issues/{id}/confirmation', { params }));
        case 'measure':
          return body(
            client.POST('/appeal-issues/{id}/measures', {
              params,
              body: { words, due, ...(department ? { department } : {}) },
            }),
          );
        case 'report':
          return body(client.POST('/appeal-issues/{id}/reports', said));
        case 'return':
          return body(client.POST('/appeal-issues/{id}/return', said));
        case 'finish':
          return body(client.POST('/appeal-issues/{id}/finish', said));
        case 'drop':
          return body(client.POST('/appeal-issues/{id}/drop', said));
        case 'reopen':
          return body(client.POST('/appeal-issues/{id}/reopen', said));
      }
    },
    onSuccess: async () => {
      onDone();
      await queries.invalidateQueries({ queryKey: [KEY] });
    },
  });
}

export type Move = 'doing' | 'done' | 'dropped';

/** Moves one measure of an issue on. */
export function useMove(issue: Issue) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ measure, state }: { measure: string; state: Move }) =>
      body(
        client.POST('/appeal-issues/{id}/measures/{measure}', {
          params: {
            path: { id: issue.id, measure },
            header: { 'If-Match': `"${issue.version}"` },
          },
          body: { state },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}
