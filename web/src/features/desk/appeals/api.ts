import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { AppealsSearch, Box } from './search';

export type Row = RowOf<'/appeals'>;
export type Appeal = Answer<'/appeals/{id}'>;
export type Clock = components['schemas']['ClockBody'];
export type Part = components['schemas']['PartBody'];
export type Reply = components['schemas']['ReplyBody'];
export type Advice = components['schemas']['AdviceBody'];
export type Topic = components['schemas']['TopicBody'];
export type Guess = components['schemas']['SortGuessBody'];
export type Choices = Answer<'/appeal-choices'>;
export type Order = components['schemas']['OrderBody'];
export type Many = Answer<'/appeal-dispatches', 'post'>;

/** All that is shown of appeals; an act asks for all of it anew. */
const APPEALS = 'appeals';

export const appealsQuery = (search: AppealsSearch, own: Box) => {
  const { page: _, ...rest } = search;
  const query = { limit: USUAL_PAGE_SIZE, box: own, ...rest };
  return queryOptions({
    queryKey: [APPEALS, 'list', query],
    queryFn: ({ signal }) => body(client.GET('/appeals', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

/** How many cases lie in one tray, asked for alone: it is counted on every page. */
export const boxQuery = (box: Box) =>
  queryOptions({
    queryKey: [APPEALS, 'box', box],
    queryFn: ({ signal }) =>
      body(client.GET('/appeals', { params: { query: { box, limit: 1 } }, signal })),
    staleTime: 60_000,
    refetchInterval: 5 * 60_000,
  });

export const traysQuery = queryOptions({
  queryKey: [APPEALS, 'trays'],
  queryFn: ({ signal }) => body(client.GET('/appeal-trays', { signal })),
});

export const choicesQuery = queryOptions({
  queryKey: ['appeal-choices'],
  queryFn: ({ signal }) => body(client.GET('/appeal-choices', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const appealQuery = (id: string) =>
  queryOptions({
    queryKey: [APPEALS, 'one', id],
    queryFn: ({ signal }) =>
      body(client.GET('/appeals/{id}', { params: { path: { id } }, signal })),
  });

/** The states in which a case can go into another one. */
const OPEN: readonly Row['state'][] = ['received', 'accepted', 'dispatched', 'in_hand'];

/** Cases that could go into another one, the newest first, or the one of a number. */
export const openCasesQuery = (number: string) =>
  queryOptions({
    queryKey: [APPEALS, 'open', number],
    queryFn: async ({ signal }) => {
      const query = number ? { number, limit: 20 } : { limit: 100 };
      const page = await body(client.GET('/appeals', { params: { query }, signal }));
      return (page.items ?? []).filter((row) => OPEN.includes(row.state));
    },
    placeholderData: keepPreviousData,
  });

/** A case as somebody saw it: an act on an older version is refused. */
export interface Seen {
  id: string;
  version: number;
}

const at = ({ id, version }: Seen) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});

type Words = { words: string };
type ReplyForm = Omit<components['schemas']['ReplyInputBody'], '$schema'>;

/** The acts on one case, each as the server has it. */
export const acts = {
  accept: (seen: Seen, form: { complex: boolean }) =>
    body(client.POST('/appeals/{id}/accept', { params: at(seen), body: form })),
  refuse: (seen: Seen, form: { ground: string; words: string }) =>
    body(client.POST('/appeals/{id}/refuse', { params: at(seen), body: form })),
  classify: (seen: Seen, form: Omit<components['schemas']['ClassifyInputBody'], '$schema'>) =>
    body(client.PUT('/appeals/{id}/classification', { params: at(seen), body: form })),
  dispatch: (seen: Seen, form: Omit<Order, '$schema'>) =>
    body(client.POST('/appeals/{id}/dispatch', { params: at(seen), body: form })),
  merge: (seen: Seen, form: { others: Seen[] }) =>
    body(client.POST('/appeals/{id}/merge', { params: at(seen), body: form })),
  unmerge: (seen: Seen, form: Words) =>
    body(client.POST('/appeals/{id}/unmerge', { params: at(seen), body: form })),
  reopen: (seen: Seen, form: Words) =>
    body(client.POST('/appeals/{id}/reopen', { params: at(seen), body: form })),
  take: (seen: Seen) => body(client.POST('/appeals/{id}/take', { params: at(seen) })),
  return: (seen: Seen, form: { clause: string; suggested: string; reason: string }) =>
    body(client.POST('/appeals/{id}/return', { params: at(seen), body: form })),
  answer: (seen: Seen, form: Words) =>
    body(client.POST('/appeals/{id}/answer', { params: at(seen), body: form })),
  reply: (seen: Seen, form: ReplyForm) =>
    body(client.POST('/appeals/{id}/reply', { params: at(seen), body: form })),
  reply_at_once: (seen: Seen, form: ReplyForm) =>
    body(client.POST('/appeals/{id}/reply-at-once', { params: at(seen), body: form })),
  take_back: ({ id, version }: Seen, { file }: { file: string }) =>
    body(
      client.POST('/appeals/{id}/evidence/{file}/take-back', {
        params: { path: { id, file }, header: at({ id, version }).header },
      }),
    ),
  extend: (seen: Seen, form: { days: number; reason: string }) =>
    body(client.POST('/appeals/{id}/extension', { params: at(seen), body: form })),
  decide_extension: (seen: Seen, form: { grant: boolean; note: string }) =>
    body(client.POST('/appeals/{id}/extension/decision', { params: at(seen), body: form })),
  approve: (seen: Seen) => body(client.POST('/appeals/{id}/approve', { params: at(seen) })),
  send_back: (seen: Seen, form: Words) =>
    body(client.POST('/appeals/{id}/send-back', { params: at(seen), body: form })),
  call_back: (seen: Seen, form: Omit<components['schemas']['CallbackInputBody'], '$schema'>) =>
    body(client.POST('/appeals/{id}/callback', { params: at(seen), body: form })),
  suspend: (seen: Seen, form: { basis: string; until: string; notice: string }) =>
    body(client.POST('/appeals/{id}/suspend', { params: at(seen), body: form })),
  resume: (seen: Seen, form: Words) =>
    body(client.POST('/appeals/{id}/resume', { params: at(seen), body: form })),
  supervise: (seen: Seen, form: Words) =>
    body(client.POST('/appeals/{id}/supervise', { params: at(seen), body: form })),
  note: (seen: Seen, form: Words) =>
    body(client.POST('/appeals/{id}/notes', { params: at(seen), body: form })),
} as const;

export type Act = keyof typeof acts;

/** Does something with cases; whatever became of it, all that is shown of them is asked for anew. */
export function useAppealMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => queries.invalidateQueries({ queryKey: [APPEALS] }),
  });
}

export const useDispatchMany = () =>
  useAppealMutation((form: Omit<Order, '$schema'> & { items: Seen[] }) =>
    body(client.POST('/appeal-dispatches', { body: form })),
  );

/** Asks what a reader would miss in a reply; nothing is kept. */
export const useReplyCheck = (id: string) =>
  useMutation({
    mutationFn: (form: { words: string; promised_on?: string }) =>
      body(client.POST('/appeals/{id}/reply-check', { params: { path: { id } }, body: form })),
  });

/** What was read from a case; it is asked for anew whenever a case changes. */
export const readingQuery = (id: string) =>
  queryOptions({
    queryKey: [APPEALS, 'reading', id],
    queryFn: ({ signal }) =>
      body(client.GET('/appeals/{id}/reading', { params: { path: { id } }, signal })),
  });

/** Takes over or corrects what was proposed for one field. */
export function useDecide(seen: Seen, onError: (error: Error) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (one: components['schemas']['SortChoiceBody']) =>
      body(
        client.POST('/appeals/{id}/reading/decisions', {
          params: at(seen),
          body: { decisions: [one] },
        }),
      ),
    onSuccess: (after) => queries.setQueryData(readingQuery(seen.id).queryKey, after),
    onError,
    onSettled: () => queries.invalidateQueries({ queryKey: [APPEALS] }),
  });
}
