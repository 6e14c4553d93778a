import { queryOptions } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { API_PREFIX, body, client } from '@/api/client';
import { upload } from '@/api/upload';

export type AppealFile = RowOf<'/appeals/{id}/files'>;

export const filesQuery = (id: string) =>
  queryOptions({
    queryKey: ['appeals', 'files', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/appeals/{id}/files', { params: { path: { id } }, signal }))).items,
  });

/** Where one photo or voice note of a case is. */
export const filePath = (appeal: string, file: AppealFile) => `/appeals/${appeal}/files/${file.id}`;

export const fileAddress = (appeal: string, file: AppealFile) =>
  `${API_PREFIX}${filePath(appeal, file)}`;

/** What the caller's department has laid by to be shown with its answer. */
export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['appeal-evidence', id],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/appeals/{id}/evidence', { params: { path: { id } }, signal })))
        .items,
    staleTime: 0,
    gcTime: 0,
  });

export const addEvidence = (id: string, file: File) =>
  upload<AppealFile>(`/appeals/${id}/evidence`, file, {
    query: { filename: 'file' },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });

export const removeEvidence = (id: string, file: string) =>
  body(client.DELETE('/appeals/{id}/evidence/{file}', { params: { path: { id, file } } }));

/** Kinds that browsers neither draw nor play: they are saved and opened elsewhere. */
const FOREIGN = /\.(heic|heif|amr)$/i;

export const opensHere = (file: AppealFile) => !file.document && !FOREIGN.test(file.name);

/** How large a file is, in the unit that people know from their phones. */
export function sizeWords(bytes: number): string {
  if (bytes >= 1 << 20) return `${(bytes / (1 << 20)).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
