import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { oneOf, pageSpec, type SearchOf, searchReader, USUAL_PAGE_SIZE } from '@/lib/search';

export type ExportRow = RowOf<'/exports'>;

export const STATES = ['asked', 'approved', 'refused', 'withdrawn', 'taken'] as const;
const exportsSpec = { ...pageSpec, state: oneOf(...STATES) };
export type ExportsSearch = SearchOf<typeof exportsSpec>;
export const readExportsSearch = searchReader(exportsSpec);

export const exportsQuery = ({ page: _, ...search }: ExportsSearch) =>
  queryOptions({
    queryKey: ['exports', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/exports', {
          params: { query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

const match = (row: ExportRow) => ({ 'If-Match': `"${row.version}"` });

function useAct<V>(act: (value: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['exports'] }),
  });
}

export interface Decision {
  row: ExportRow;
  act: 'approve' | 'refuse';
  note: string;
}

/** Decides on what a colleague asked for. */
export const useDecide = () =>
  useAct(({ row, act, note }: Decision) => {
    const request = {
      params: { path: { id: row.id }, header: match(row) },
      body: note ? { note } : {},
    };
    return act === 'approve'
      ? body(client.POST('/exports/{id}/approve', request))
      : body(client.POST('/exports/{id}/refuse', request));
  });

export const useWithdraw = () =>
  useAct((row: ExportRow) =>
    body(
      client.POST('/exports/{id}/withdraw', {
        params: { path: { id: row.id }, header: match(row) },
      }),
    ),
  );

export interface Wish {
  kind: string;
  query: Record<string, string>;
  purpose: string;
}

/** Asks for the approval of an export that is too large to leave at once. */
export function useAskExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => body(client.POST('/exports', { body: wish })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['exports'] }),
  });
}
