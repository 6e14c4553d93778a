import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';

export type View = Answer<'/appeal-definitions'>;
export type Draft = View['drafts'][number];
export type Edition = View['editions'][number];
export type Rule = Edition['rules'][number];
export type Choice = View['kinds'][number];

const KEY = 'appeal-definitions';

export const definitionsQuery = queryOptions({
  queryKey: [KEY, 'view'],
  queryFn: ({ signal }) => body(client.GET('/appeal-definitions', { signal })),
});

/** All versions, as the rates say them. */
export const editionsQuery = queryOptions({
  queryKey: [KEY, 'editions'],
  queryFn: async ({ signal }) =>
    (await body(client.GET('/appeal-rate-definitions', { signal }))).items ?? [],
});

/** After any of these, all that is shown of definitions is asked for anew. */
function useDefinitionMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}

export interface Wanted {
  month: string;
  rules: Rule[];
  days: number;
  reasons: string[];
  source: string;
  reason: string;
}

export const useDraft = () =>
  useDefinitionMutation((wanted: Wanted) =>
    body(client.POST('/appeal-definition-drafts', { body: wanted })),
  );

export const ACTS = ['approve', 'refuse', 'withdraw'] as const;
export type Act = (typeof ACTS)[number];

/** Does something with a draft as it was seen; only a refusal takes words. */
export const useDecide = (draft: Draft, act: Act) =>
  useDefinitionMutation((words: string) => {
    const params = { path: { id: draft.id }, header: { 'If-Match': `"${draft.version}"` } };
    if (act === 'approve')
      return body(client.POST('/appeal-definition-drafts/{id}/approve', { params }));
    if (act === 'withdraw')
      return body(client.POST('/appeal-definition-drafts/{id}/withdraw', { params }));
    return body(client.POST('/appeal-definition-drafts/{id}/refuse', { params, body: { words } }));
  });
