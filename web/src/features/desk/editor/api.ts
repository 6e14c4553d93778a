import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { body, bodyWithVersion, client } from '@/api/client';
import type { components } from '@/api/schema';
import type { Json, JsonObject } from './model';

export type MeasureDraft = components['schemas']['MeasureDraft'];
export type Gap = components['schemas']['MeasureGap'];
export type Reading = components['schemas']['MeasureReading'];

/** A draft with its definition read, and the version that a change must name. */
export interface Held {
  draft: MeasureDraft;
  definition: JsonObject;
  version: string;
}

const held = ({ value, version }: { value: MeasureDraft; version: string }): Held => ({
  draft: value,
  definition: JSON.parse(value.definition) as JsonObject,
  version,
});

/** The draft of a measure as it was saved last; always asked for anew. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['measure', id, 'draft'],
    queryFn: async ({ signal }): Promise<Held> =>
      held(
        await bodyWithVersion(
          client.GET('/measures/{id}/draft', { params: { path: { id } }, signal }),
        ),
      ),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export async function saveDraft(
  id: string,
  definition: JsonObject,
  version: string,
): Promise<Held> {
  return held(
    await bodyWithVersion(
      client.PUT('/measures/{id}/draft', {
        params: { path: { id }, header: { 'If-Match': version } },
        body: definition,
      }),
    ),
  );
}

export async function submitDraft(id: string, version: string): Promise<void> {
  await body(
    client.POST('/measures/{id}/draft/submit', {
      params: { path: { id }, header: { 'If-Match': version } },
    }),
  );
}

export function useCreateMeasure() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (measure: { title: string; policy_id?: string }) =>
      body(client.POST('/measures', { body: measure })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['measures'] }),
  });
}

/** What the server reads out of a definition under way. */
export const readingQuery = (definition: JsonObject) =>
  queryOptions({
    queryKey: ['measures', 'read', JSON.stringify(definition)],
    queryFn: ({ signal }) => body(client.POST('/measures/read', { body: { definition }, signal })),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

export interface ExampleValue {
  key: string;
  period: string;
  value: number;
}

/** A benefit worked out on example values. */
export const exampleQuery = (benefit: Json | undefined, values: ExampleValue[]) =>
  queryOptions({
    queryKey: ['measures', 'example', JSON.stringify([benefit, values])],
    queryFn: ({ signal }) =>
      body(
        client.POST('/measures/example', {
          body: { benefit: benefit as JsonObject, values },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

/** The departments that can answer for a measure. */
export const departmentsQuery = queryOptions({
  queryKey: ['departments', 'names'],
  queryFn: async () => {
    const page = await body(client.GET('/departments', { params: { query: { limit: 200 } } }));
    return (page.items ?? [])
      .filter((one) => one.code !== '')
      .map((one) => ({ code: one.code, name: one.name }));
  },
  staleTime: 10 * 60_000,
});

/** Policies that a measure can rest on, by a word of their title or number. */
export const policiesQuery = (q: string) =>
  queryOptions({
    queryKey: ['measures', 'policies', q],
    queryFn: async ({ signal }) => {
      const page = await body(
        client.GET('/measures/policies', { params: { query: { q } }, signal }),
      );
      return page.items ?? [];
    },
    placeholderData: keepPreviousData,
  });

/** The policy that a measure rests on, with its text; null for one that is not there. */
export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: ['measures', 'policy', id],
    queryFn: async ({ signal }) => {
      const page = await body(
        client.GET('/measures/policies', { params: { query: { id } }, signal }),
      );
      return page.items?.[0] ?? null;
    },
    enabled: id !== '',
  });
