import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { ExclusionsSearch } from './search';

export type ExclusionFile = Answer<'/appeals/{id}/exclusion'>;
export type Exclusion = NonNullable<ExclusionFile['items']>[number];
export type Asked = RowOf<'/appeal-exclusions'>;

/** A case as it was seen: an act on an older version is refused. */
interface Seen {
  id: string;
  version: number;
}

/** Whether a case is asked to be left out of the rates; it changes with the case. */
export const exclusionQuery = ({ id, version }: Seen) =>
  queryOptions({
    queryKey: ['appeals', 'exclusion', id, version],
    queryFn: ({ signal }) =>
      body(client.GET('/appeals/{id}/exclusion', { params: { path: { id } }, signal })),
    placeholderData: keepPreviousData,
  });

export const exclusionsQuery = (search: ExclusionsSearch) => {
  const { page: _, ...rest } = search;
  const query = { limit: USUAL_PAGE_SIZE, ...rest };
  return queryOptions({
    queryKey: ['appeals', 'exclusions', query],
    queryFn: ({ signal }) => body(client.GET('/appeal-exclusions', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

/** How many requests wait in the sight of the reader. */
export const useWaiting = () =>
  useQuery({ ...exclusionsQuery({}), select: (page) => page.total }).data ?? 0;

const at = ({ id, version }: Seen) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});

export type Step =
  | { act: 'ask'; reason: string; words: string }
  | { act: 'decide'; approve: boolean; words: string }
  | { act: 'withdraw'; words: string };

function send(seen: Seen, step: Step): Promise<ExclusionFile> {
  const { act, ...form } = step;
  const params = at(seen);
  if (act === 'ask')
    return body(
      client.POST('/appeals/{id}/exclusion', {
        params,
        body: form as Omit<Extract<Step, { act: 'ask' }>, 'act'>,
      }),
    );
  if (act === 'decide')
    return body(
      client.POST('/appeals/{id}/exclusion/decision', {
        params,
        body: form as Omit<Extract<Step, { act: 'decide' }>, 'act'>,
      }),
    );
  return body(client.POST('/appeals/{id}/exclusion/withdrawal', { params, body: form }));
}

/** Takes a step; all that is shown of appeals is asked for anew. */
export function useStep(seen: Seen, onDone: (step: Step) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (step: Step) => send(seen, step),
    onSuccess: (_, step) => {
      onDone(step);
      void queries.invalidateQueries({ queryKey: ['appeals'] });
    },
  });
}
