import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type FactKey = components['schemas']['FactKeyBody'];
export type FactAdded = components['schemas']['RecordedBody'];

/** What can be said about an enterprise: labels, kinds, units, choices. */
export const factKeysQuery = queryOptions({
  queryKey: ['fact-keys'],
  queryFn: () => body(client.GET('/fact-keys')),
  staleTime: 10 * 60_000,
});

/** One level of a tree of codes; an empty parent is the top. */
export interface CodeOption {
  code: string;
  name: string;
  has_children: boolean;
}

/** The children of an industry or a division. */
export const codesQuery = (tree: 'industry' | 'division', parent: string) =>
  queryOptions({
    queryKey: ['codes', tree, parent],
    queryFn: async (): Promise<CodeOption[]> => {
      const params = { query: parent ? { parent } : {} };
      const page =
        tree === 'industry'
          ? await body(client.GET('/industries', { params }))
          : await body(client.GET('/divisions', { params }));
      return page.items ?? [];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export type Statement = components['schemas']['StatementBody'];

/** Declares a fact for an enterprise; every verdict of that enterprise is asked for anew. */
export function useAddFact(uscc: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (statement: Statement) =>
      body(client.POST('/my/{uscc}/facts', { params: { path: { uscc } }, body: statement })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['my', uscc] }),
  });
}
