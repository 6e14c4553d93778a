import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, bodyWithVersion, client } from '@/api/client';
import type { components } from '@/api/schema';
import { upload } from '@/api/upload';
import { LEVELS, type PolicyPage, STANDINGS } from '@/lib/policy';
import { oneOf, pageSpec, type SearchOf, searchReader, USUAL_PAGE_SIZE, words } from '@/lib/search';

export type PolicyRow = RowOf<'/policies'>;
export type PolicyForm = components['schemas']['PolicyForm'];
export type ReadText = components['schemas']['ReadBody'];
export type Theme = RowOf<'/policy-themes'>;

export const STATES = ['draft', 'published', 'withdrawn'] as const;

const listSpec = {
  q: words(),
  level: oneOf(...LEVELS),
  standing: oneOf(...STANDINGS),
  state: oneOf(...STATES),
  theme: words(40),
  issuer: words(50),
  due: oneOf('true'),
  mine: oneOf('true'),
  ...pageSpec,
};

/** What the list of policies is filtered by. */
export type PoliciesSearch = SearchOf<typeof listSpec>;
export const readPoliciesSearch = searchReader(listSpec);

export const policiesQuery = ({ page: _, due, mine, ...search }: PoliciesSearch) =>
  queryOptions({
    queryKey: ['policies', search, due, mine],
    queryFn: ({ signal }) =>
      body(
        client.GET('/policies', {
          params: {
            query: {
              limit: USUAL_PAGE_SIZE,
              ...search,
              ...(due ? { due: true } : {}),
              ...(mine ? { mine: true } : {}),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', 'one', id],
    queryFn: ({ signal }) =>
      bodyWithVersion(client.GET('/policies/{id}', { params: { path: { id } }, signal })),
  });

/** When and by whom a policy was written, the newest version first. */
export const policyVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', 'one', id, 'versions'],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/policies/{id}/versions', { params: { path: { id } }, signal })))
        .items,
  });

/** What a version of a policy says; it never changes. */
export const policyVersionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['policies', 'one', id, 'versions', number],
    queryFn: ({ signal }) =>
      body(
        client.GET('/policies/{id}/versions/{number}', {
          params: { path: { id, number } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

/** The tree of themes with the version that a change must name. */
export const themeTreeQuery = queryOptions({
  queryKey: ['policy-themes', 'tree'],
  queryFn: ({ signal }) => bodyWithVersion(client.GET('/policy-themes', { signal })),
});

/** After any of these, all that is shown of policies is asked for anew. */
function usePolicyMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ['policies'] }),
  });
}

/** Saves a policy as it was seen, or makes a new one without an id. */
export const useSavePolicy = (id: string | undefined, version: string) =>
  usePolicyMutation((form: PolicyForm) =>
    body(
      id
        ? client.PUT('/policies/{id}', {
            params: { path: { id }, header: { 'If-Match': version } },
            body: form,
          })
        : client.POST('/policies', { body: form }),
    ),
  );

export type Act = 'publish' | 'withdraw' | 'review';

export const useStepPolicy = (id: string, version: string) =>
  usePolicyMutation((act: Act) => {
    const params = { path: { id }, header: { 'If-Match': version } };
    switch (act) {
      case 'publish':
        return body(client.POST('/policies/{id}/publish', { params }));
      case 'withdraw':
        return body(client.POST('/policies/{id}/withdraw', { params }));
      case 'review':
        return body(client.POST('/policies/{id}/review', { params }));
    }
  });

/** Removes a draft for good. */
export function useDeletePolicy(id: string, version: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      body(
        client.DELETE('/policies/{id}', {
          params: { path: { id }, header: { 'If-Match': version } },
        }),
      ),
    // Asked for anew when they are seen again: the policy itself is there no more.
    onSuccess: () => queries.invalidateQueries({ queryKey: ['policies'], refetchType: 'none' }),
  });
}

/** Has a file kept; with the purpose `text` its text is read, for somebody to look at. */
export const useUpload = (purpose: 'text' | 'attachment') =>
  useMutation({
    mutationFn: (file: File) =>
      upload<ReadText>('/policy-files', file, {
        query: { filename: file.name, purpose },
        onProgress: () => undefined,
        signal: new AbortController().signal,
      }),
  });

export function useSaveThemes(version: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (items: components['schemas']['ThemeForm'][]) =>
      body(
        client.PUT('/policy-themes', {
          params: { header: { 'If-Match': version } },
          body: { items },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['policy-themes'] }),
  });
}

/** Everything a policy says, as the form sends it. */
export function formOf(policy: PolicyPage): PolicyForm {
  return {
    title: policy.title,
    level: policy.level as PolicyForm['level'],
    text: policy.text,
    number: policy.number,
    issuers: policy.issuers,
    published_on: policy.published_on,
    effective_from: policy.effective_from,
    effective_to: policy.effective_to,
    repealed_on: policy.repealed_on,
    interpretation: policy.interpretation,
    source_url: policy.source_url,
    themes: policy.themes,
    owner: policy.owner_id,
    questions: policy.questions,
    attachments: policy.files.map(({ id, name }) => ({ id, name })),
    relations: policy.parents.map(({ kind, policy: other, title }) => ({
      kind,
      title,
      ...(other ? { policy: other } : {}),
    })),
    ...(policy.fair_competition_review
      ? { fair_competition_review: policy.fair_competition_review }
      : {}),
  };
}
