import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { Measure } from '../measures/api';

/** What can be done with a measure; the server says which of it whoever looks may do. */
export const ACTS = [
  'edit',
  'submit',
  'take_back',
  'publish',
  'return',
  'discard',
  'start',
  'suspend',
  'resume',
  'call_off',
  'withdraw',
] as const;
export type Act = Exclude<(typeof ACTS)[number], 'edit'>;

/** One version of a measure, laid out as the measure's own page. */
export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['measure', id, 'version', number],
    queryFn: ({ signal }): Promise<Measure> =>
      body(
        client.GET('/measures/{id}/versions/{number}', {
          params: { path: { id, number } },
          signal,
        }),
      ),
  });

export interface Order {
  act: Act;
  /** Why, or what is to be mended. */
  words: string;
  /** The day from which a published version counts, YYYY-MM-DD. */
  from: string;
  /** The version that is called off. */
  version: number;
  /** The revision of the version that was seen; what has changed since is not published. */
  seen: number | undefined;
}

function send(id: string, { act, words, from, version, seen }: Order): Promise<unknown> {
  const params = { path: { id } };
  const reason = { params, body: { reason: words } };
  switch (act) {
    case 'start':
      return body(client.POST('/measures/{id}/versions', { params }));
    case 'submit':
      return body(client.POST('/measures/{id}/draft/submit', { params }));
    case 'take_back':
      return body(client.POST('/measures/{id}/draft/take-back', { params }));
    case 'discard':
      return body(client.POST('/measures/{id}/draft/discard', { params }));
    case 'return':
      return body(client.POST('/measures/{id}/draft/return', { params, body: { note: words } }));
    case 'publish':
      return body(
        client.POST('/measures/{id}/draft/publish', {
          params: { ...params, header: { 'If-Match': `"${seen ?? ''}"` } },
          body: { effective_from: from },
        }),
      );
    case 'suspend':
      return body(client.POST('/measures/{id}/suspend', reason));
    case 'resume':
      return body(client.POST('/measures/{id}/resume', reason));
    case 'call_off':
      return body(
        client.POST('/measures/{id}/withdraw', { params, body: { reason: words, version } }),
      );
    case 'withdraw':
      return body(client.POST('/measures/{id}/withdraw', reason));
  }
}

/** Does one step in the life of a measure; all that is shown of measures is asked for anew. */
export function useStep(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (order: Order) => send(id, order),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['measure', id] });
      await queries.invalidateQueries({ queryKey: ['measures'] });
    },
  });
}
