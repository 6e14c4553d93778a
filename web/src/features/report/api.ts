import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { API_PREFIX, body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { upload } from '@/api/upload';
import { ApiError, NetworkError } from '@/lib/problem';

type Schemas = components['schemas'];
export type Receipt = Schemas['AppealReceipt'];
export type Progress = Schemas['AppealProgress'];
export type AppealFile = Schemas['AppealFile'];
export type Rating = Schemas['AppealRating'];
export type Report = Schemas['PublicReport'];
export type Act = 'add' | 'withdraw' | 'confirm' | 'redo' | 'reopen' | 'unmerge';

/** What opens a visitor's case. */
export interface Proof {
  number: string;
  secret: string;
}

/** Whose case it is that somebody follows. */
export type Whose = { proof: Proof } | { uscc: string; id: string };

export const KINDS = ['help', 'consult', 'complain', 'suggest', 'report'] as const;

export const groundsQuery = queryOptions({
  queryKey: ['report', 'grounds'],
  queryFn: async ({ signal }) =>
    (await body(client.GET('/public/appeal-grounds', { signal }))).items ?? [],
  staleTime: Number.POSITIVE_INFINITY,
});

export const departmentsQuery = queryOptions({
  queryKey: ['report', 'departments'],
  queryFn: async ({ signal }) =>
    (await body(client.GET('/departments', { params: { query: { limit: 200 } }, signal }))).items ??
    [],
  staleTime: 10 * 60_000,
});

export const placeQuery = (code: string) =>
  queryOptions({
    queryKey: ['report', 'place', code],
    queryFn: async ({ signal }) => {
      try {
        const params = { path: { code } };
        const place = await body(client.GET('/public/places/{code}', { params, signal }));
        void client.POST('/public/places/{code}/scans', { params }).catch(() => undefined);
        return place;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const drawTicket = async () => (await body(client.POST('/public/appeal-tickets'))).ticket;

export const addFile = (ticket: string, file: File) =>
  upload<AppealFile>('/public/appeal-files', file, {
    query: { filename: 'file' },
    headers: { 'Yikou-Ticket': ticket },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });

export const removeFile = (ticket: string, file: string) =>
  body(
    client.DELETE('/public/appeal-files/{file}', {
      params: { path: { file }, header: { 'Yikou-Ticket': ticket } },
    }),
  );

/** Sends a report: of an enterprise where one is named, else of a visitor. */
export function useReport(uscc: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, phone, anonymous, uscc: claimed, ...report }: Report) =>
      uscc
        ? body(client.POST('/my/{uscc}/appeals', { params: { path: { uscc } }, body: report }))
        : body(
            client.POST('/public/appeals', {
              body: { ...report, ...given({ name, phone, anonymous, uscc: claimed }) },
            }),
          ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['appeals'] }),
  });
}

function given<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as never;
}

export const similarQuery = (uscc: string, text: string) =>
  queryOptions({
    queryKey: ['appeals', 'similar', uscc, text],
    queryFn: async ({ signal }) =>
      (
        await body(
          client.POST('/my/{uscc}/appeals/similar', {
            params: { path: { uscc } },
            body: { text },
            signal,
          }),
        )
      ).items,
    enabled: text.length >= 8,
  });

export const draftQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['appeal-draft', uscc],
    queryFn: ({ signal }) =>
      body(client.GET('/my/{uscc}/appeal-draft', { params: { path: { uscc } }, signal })),
    staleTime: 0,
    gcTime: 0,
  });

export const saveDraft = (uscc: string, draft: Schemas['AppealDraft']) =>
  body(client.PUT('/my/{uscc}/appeal-draft', { params: { path: { uscc } }, body: draft }));

const keyOf = (whose: Whose) =>
  'proof' in whose ? ['report', whose.proof.number] : ['appeals', whose.uscc, whose.id];

export const progressQuery = (whose: Whose) =>
  queryOptions({
    queryKey: keyOf(whose),
    queryFn: ({ signal }) =>
      'proof' in whose
        ? body(client.POST('/public/appeals/lookup', { body: whose.proof, signal }))
        : body(client.GET('/my/{uscc}/appeals/{id}', { params: { path: whose }, signal })),
  });

function useProgressMutation<I>(whose: Whose, mutationFn: (input: I) => Promise<Progress>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (progress) => {
      queries.setQueryData(progressQuery(whose).queryKey, progress);
      return queries.invalidateQueries({ queryKey: ['appeals', 'list'] });
    },
  });
}

/** Does something with a case: adds to it, takes it back, says whether it is solved. */
export const useAct = (whose: Whose) =>
  useProgressMutation(whose, (input: { act: Act; words: string; ticket?: string }) =>
    'proof' in whose
      ? body(client.POST('/public/appeals/acts', { body: { ...whose.proof, ...input } }))
      : body(client.POST('/my/{uscc}/appeals/{id}/acts', { params: { path: whose }, body: input })),
  );

export const useRate = (whose: Whose) =>
  useProgressMutation(whose, (rating: Rating) =>
    'proof' in whose
      ? body(client.POST('/public/appeals/rating', { body: { ...whose.proof, ...rating } }))
      : body(
          client.POST('/my/{uscc}/appeals/{id}/rating', { params: { path: whose }, body: rating }),
        ),
  );

/** Saves a file: what the reporter sent, or what was shown with the answer. */
export async function openFile(whose: Whose, file: AppealFile): Promise<void> {
  const [path, init] =
    'proof' in whose
      ? [
          '/public/appeals/file',
          {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ ...whose.proof, file: file.id }),
          },
        ]
      : [`/my/${whose.uscc}/appeals/${whose.id}/files/${file.id}`, {}];
  const answer = await fetch(API_PREFIX + path, { credentials: 'same-origin', ...init }).catch(
    (cause: unknown) => {
      throw new NetworkError(false, cause);
    },
  );
  if (!answer.ok) throw new ApiError(answer.status, await answer.json().catch(() => ({})));
  const { saveAs } = await import('@/api/download');
  saveAs(await answer.blob(), file.name);
}

export const useMyAppeals = (uscc: string, open: boolean) =>
  useInfiniteQuery({
    queryKey: ['appeals', 'list', uscc, open],
    queryFn: ({ signal, pageParam }) =>
      body(
        client.GET('/my/{uscc}/appeals', {
          params: {
            path: { uscc },
            query: { limit: 20, open, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
