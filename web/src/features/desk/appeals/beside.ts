import { queryOptions } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type Similar = components['schemas']['SimilarAppealRow'];
export type Measure = RowOf<'/appeals/{id}/measures'>;
export type Knowledge = RowOf<'/appeals/{id}/knowledge'>;

/** What stands beside a case changes slowly; nobody waits for it twice. */
const SLOW = 5 * 60_000;

const of = (id: string) => ({ path: { id } });

export const similarQuery = (id: string) =>
  queryOptions({
    queryKey: ['appeals', 'similar', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/appeals/{id}/similar', { params: of(id), signal }))).items,
    staleTime: SLOW,
  });

export const measuresQuery = (id: string) =>
  queryOptions({
    queryKey: ['appeal-measures', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/appeals/{id}/measures', { params: of(id), signal }))).items,
    staleTime: SLOW,
  });

export const knowledgeQuery = (id: string) =>
  queryOptions({
    queryKey: ['appeal-knowledge', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/appeals/{id}/knowledge', { params: of(id), signal }))).items,
    staleTime: SLOW,
  });

/** What is being written down, as far as it matters for finding the like. */
export interface Subject {
  text: string;
  uscc: string;
  place: string;
}

/** The shortest text that says enough to be compared, as the server has it. */
const LEAST = 8;

export const suggestQuery = ({ text, uscc, place }: Subject) =>
  queryOptions({
    queryKey: ['appeals', 'suggest', text, uscc, place],
    queryFn: async ({ signal }) =>
      (
        await body(
          client.POST('/appeal-similar', {
            body: { text, ...(uscc ? { uscc } : {}), ...(place ? { place_code: place } : {}) },
            signal,
          }),
        )
      ).items,
    enabled: text.trim().length >= LEAST,
    gcTime: 0,
  });

/** The newest cases of one enterprise that the caller sees. */
export const earlierQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['appeals', 'earlier', uscc],
    queryFn: ({ signal }) =>
      body(client.GET('/appeals', { params: { query: { uscc, limit: 6 } }, signal })),
  });
