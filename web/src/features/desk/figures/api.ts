import { queryOptions } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type Board = Answer<'/appeal-board'>;
export type Load = components['schemas']['LoadBody'];

/** What is due; it ages by itself, so it is asked for anew now and then. */
export const boardQuery = queryOptions({
  queryKey: ['appeals', 'board'],
  queryFn: ({ signal }) => body(client.GET('/appeal-board', { signal })),
  refetchInterval: 5 * 60_000,
});
