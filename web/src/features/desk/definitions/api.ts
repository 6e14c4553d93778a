import { queryOptions } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';
import { type Act, seen, useChange } from '../drafts/deciding';

export type View = Answer<'/appeal-definitions'>;
export type Draft = View['drafts'][number];
export type Edition = View['editions'][number];
export type Rule = Edition['rules'][number];
export type Choice = View['kinds'][number];

const KEY = ['appeal-definitions'];

export const definitionsQuery = queryOptions({
  queryKey: [...KEY, 'view'],
  queryFn: ({ signal }) => body(client.GET('/appeal-definitions', { signal })),
});

/** All versions, as the rates say them. */
export const editionsQuery = queryOptions({
  queryKey: [...KEY, 'editions'],
  queryFn: async ({ signal }) =>
    (await body(client.GET('/appeal-rate-definitions', { signal }))).items ?? [],
});

export interface Wanted {
  month: string;
  rules: Rule[];
  days: number;
  reasons: string[];
  source: string;
  reason: string;
}

export const useDraft = () =>
  useChange(KEY, (wanted: Wanted) =>
    body(client.POST('/appeal-definition-drafts', { body: wanted })),
  );

/** Does something with a draft as it was seen; only a refusal takes words. */
export const useDecide = (draft: Draft, act: Act) =>
  useChange(KEY, (words: string) => {
    const params = seen(draft);
    if (act === 'approve')
      return body(client.POST('/appeal-definition-drafts/{id}/approve', { params }));
    if (act === 'withdraw')
      return body(client.POST('/appeal-definition-drafts/{id}/withdraw', { params }));
    return body(client.POST('/appeal-definition-drafts/{id}/refuse', { params, body: { words } }));
  });
