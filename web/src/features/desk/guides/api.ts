import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, bodyWithVersion, client } from '@/api/client';
import type { components } from '@/api/schema';
import { oneOf, pageSpec, type SearchOf, searchReader, USUAL_PAGE_SIZE, words } from '@/lib/search';

export type GuideRow = RowOf<'/guides'>;
export type Guide = components['schemas']['DeskGuide'];
export type GuideForm = components['schemas']['GuideBody'];
export type GuideMeasure = NonNullable<Guide['measures']>[number];
export type GuidePrint = NonNullable<Guide['prints']>[number];

const listSpec = { q: words(), state: oneOf('open', 'closed'), ...pageSpec };

/** What the list of guides is filtered by. */
export type GuidesSearch = SearchOf<typeof listSpec>;
export const readGuidesSearch = searchReader(listSpec);

export const guidesQuery = ({ page: _, ...search }: GuidesSearch) =>
  queryOptions({
    queryKey: ['guides', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/guides', { params: { query: { limit: USUAL_PAGE_SIZE, ...search } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

export const guideQuery = (code: string) =>
  queryOptions({
    queryKey: ['guides', 'one', code],
    queryFn: ({ signal }) =>
      bodyWithVersion(client.GET('/guides/{code}', { params: { path: { code } }, signal })),
  });

export const scansQuery = (code: string) =>
  queryOptions({
    queryKey: ['guides', 'scans', code],
    queryFn: ({ signal }) =>
      body(client.GET('/guides/{code}/scans', { params: { path: { code } }, signal })),
  });

/** The published measures that a guide may pin. */
export const choicesQuery = queryOptions({
  queryKey: ['guides', 'choices'],
  queryFn: async ({ signal }) => {
    const query = { limit: 200, state: 'published' as const };
    const page = await body(client.GET('/measures', { params: { query }, signal }));
    return (page.items ?? []).map((measure) => ({ value: measure.id, label: measure.title }));
  },
  staleTime: 60_000,
});

/** After any of these, all that is shown of guides is asked for anew. */
function useGuideMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ['guides'] }),
  });
}

/** Saves a guide as it was seen, or makes a new one without a code. */
export const useSaveGuide = (code: string | undefined, version: string) =>
  useGuideMutation((form: GuideForm) =>
    body(
      code
        ? client.PUT('/guides/{code}', {
            params: { path: { code }, header: { 'If-Match': version } },
            body: form,
          })
        : client.POST('/guides', { body: form }),
    ),
  );

export const useTurnGuide = (code: string, version: string) =>
  useGuideMutation((act: 'close' | 'reopen') => {
    const params = { path: { code }, header: { 'If-Match': version } };
    return body(
      act === 'close'
        ? client.POST('/guides/{code}/close', { params })
        : client.POST('/guides/{code}/reopen', { params }),
    );
  });

export const usePrintGuide = (code: string) =>
  useGuideMutation((_: undefined) =>
    body(client.POST('/guides/{code}/prints', { params: { path: { code } } })),
  );
