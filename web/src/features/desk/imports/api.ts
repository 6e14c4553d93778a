import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { upload } from '@/api/upload';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { ImportSearch, ImportsSearch } from './search';

export type Import = RowOf<'/imports'>;
export type ImportKind = Import['kind'];
export type ImportProblem = RowOf<'/imports/{id}/problems'>;
export type StartedImport = { id: string; job: string };

/** How often the list is asked for while an import runs, in milliseconds. */
const WORKING_MS = 5_000;

export const isSettled = (one: Pick<Import, 'state'>) =>
  one.state === 'done' || one.state === 'refused' || one.state === 'failed';

export const importsQuery = ({ page: _, ...search }: ImportsSearch) =>
  queryOptions({
    queryKey: ['imports', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/imports', {
          params: { query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.items?.some((one) => !isSettled(one)) ? WORKING_MS : false,
  });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }): Promise<Answer<'/imports/{id}'>> =>
      body(client.GET('/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) =>
      query.state.data && !isSettled(query.state.data) ? WORKING_MS : false,
  });

export const importProblemsQuery = (id: string, { page: _, ...search }: ImportSearch) =>
  queryOptions({
    queryKey: ['import', id, 'problems', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/imports/{id}/problems', {
          params: { path: { id }, query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Sends a file for import, and says how much of it has left. */
export function useUpload() {
  const queries = useQueryClient();
  const [share, setShare] = useState(0);
  const stop = useRef<AbortController>(null);
  const sending = useMutation({
    mutationFn: ({ kind, file }: { kind: ImportKind; file: File }) => {
      stop.current = new AbortController();
      setShare(0);
      return upload<StartedImport>('/imports', file, {
        query: { kind, filename: file.name },
        onProgress: setShare,
        signal: stop.current.signal,
      });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['imports'] });
      void queries.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
  return { ...sending, share, stop: () => stop.current?.abort() };
}
