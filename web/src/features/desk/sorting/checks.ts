import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { oneOf, pageSpec, type SearchOf, searchReader, USUAL_PAGE_SIZE } from '@/lib/search';
import { useAppealMutation } from '../appeals/api';

export type Check = RowOf<'/appeal-checks'>;
export type Guess = components['schemas']['SortGuessBody'];
export type Choice = components['schemas']['SortChoiceBody'];

export const CHECKED = ['kind', 'topic', 'place', 'urgency'] as const;

const spec = { field: oneOf(...CHECKED), ...pageSpec };

/** Which of what waits to be checked is shown. */
export type ChecksSearch = SearchOf<typeof spec>;
export const readChecksSearch = searchReader(spec);

export const checksQuery = ({ page: _, ...search }: ChecksSearch) => {
  const query = { limit: USUAL_PAGE_SIZE, ...search };
  return queryOptions({
    queryKey: ['appeals', 'checks', query],
    queryFn: ({ signal }) => body(client.GET('/appeal-checks', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
};

/** Says of one field whether it was right. */
export const useCheck = (check: Check) =>
  useAppealMutation((choice: Choice) =>
    body(
      client.POST('/appeals/{id}/reading/checks', {
        params: {
          path: { id: check.id },
          header: { 'If-Match': `"${check.version}"` },
        },
        body: { decisions: [choice] },
      }),
    ),
  );
