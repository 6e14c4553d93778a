import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { API_PREFIX, body, client } from '@/api/client';
import { ApiError, NetworkError, type ProblemBody } from '@/lib/problem';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import { type MeasuresSearch, nearFilter, type ResultSearch, resultFilter } from './search';

export type MeasureRow = RowOf<'/measures'>;
export type Measure = Answer<'/measures/{id}'>;
export type Result = Answer<'/measures/{id}/result'>;
export type ResultRow = RowOf<'/measures/{id}/result/enterprises'>;
export type NearMiss = RowOf<'/measures/{id}/result/near-misses'>;

export const measuresQuery = ({ page: _, ...search }: MeasuresSearch) =>
  queryOptions({
    queryKey: ['measures', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/measures', {
          params: { query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const measureQuery = (id: string) =>
  queryOptions({
    queryKey: ['measure', id],
    queryFn: ({ signal }) =>
      body(client.GET('/measures/{id}', { params: { path: { id } }, signal })),
  });

/** The result of a measure in a run; null while there has been no run. */
export const resultQuery = (id: string, run: string | undefined) =>
  queryOptions({
    queryKey: ['measure', id, 'result', run ?? ''],
    queryFn: async ({ signal }): Promise<Result | null> => {
      try {
        const query = run ? { run } : {};
        return await body(
          client.GET('/measures/{id}/result', { params: { path: { id }, query }, signal }),
        );
      } catch (error) {
        if (error instanceof ApiError && error.status === 404 && !run) return null;
        throw error;
      }
    },
    placeholderData: keepPreviousData,
  });

export const resultRowsQuery = (id: string, search: ResultSearch) =>
  queryOptions({
    queryKey: ['measure', id, 'enterprises', resultFilter(search), search.cursor, search.limit],
    queryFn: ({ signal }) =>
      body(
        client.GET('/measures/{id}/result/enterprises', {
          params: {
            path: { id },
            query: {
              limit: search.limit ?? USUAL_PAGE_SIZE,
              cursor: search.cursor,
              ...resultFilter(search),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const nearMissesQuery = (id: string, search: ResultSearch) =>
  queryOptions({
    queryKey: ['measure', id, 'near', nearFilter(search), search.cursor, search.limit],
    queryFn: ({ signal }) =>
      body(
        client.GET('/measures/{id}/result/near-misses', {
          params: {
            path: { id },
            query: {
              limit: search.limit ?? USUAL_PAGE_SIZE,
              cursor: search.cursor,
              ...nearFilter(search),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export interface MeasureImportReport {
  created: number;
  updated: number;
  unchanged: number;
  published: number;
  drafts: Array<{ measure: string; title: string; gaps: Array<{ words: string }> }> | null;
}

/**
 * Sends definitions of measures word for word: the server keeps the text as it
 * was written, so that it must not go through a parser here.
 */
export function useImportMeasures() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (text: string): Promise<MeasureImportReport> => {
      let response: Response;
      try {
        response = await fetch(`${API_PREFIX}/measures/import`, {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'Content-Type': 'application/json' },
          body: text,
        });
      } catch (cause) {
        throw new NetworkError(false, cause);
      }
      const answer: unknown = await response.json().catch(() => ({}));
      if (response.ok) return answer as MeasureImportReport;
      const id = response.headers.get('X-Request-Id') ?? '';
      throw new ApiError(response.status, answer as ProblemBody, id);
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['measures'] });
      void queries.invalidateQueries({ queryKey: ['measure'] });
    },
  });
}
