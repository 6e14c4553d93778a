import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type Subscription = components['schemas']['SubscriptionBody'];
export type SubscriptionForm = components['schemas']['SubscriptionForm'];
export type Suggested = components['schemas']['SuggestedBody'];

export const SIZES = ['large', 'medium', 'small', 'micro'] as const;

export const subscriptionsQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['subscriptions', uscc],
    queryFn: ({ signal }) =>
      body(client.GET('/my/{uscc}/subscriptions', { params: { path: { uscc } }, signal })),
  });

/** The sections of the national classification of industries, 农、林、牧、渔业 and so on. */
export const sectionsQuery = queryOptions({
  queryKey: ['industries', ''],
  queryFn: () => body(client.GET('/industries')),
  staleTime: Number.POSITIVE_INFINITY,
});

/** After either of these the list is asked for anew. */
function useSubscriptionMutation<I, O>(uscc: string, mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ['subscriptions', uscc] }),
  });
}

export const useSubscribe = (uscc: string) =>
  useSubscriptionMutation(uscc, (form: SubscriptionForm) =>
    body(client.POST('/my/{uscc}/subscriptions', { params: { path: { uscc } }, body: form })),
  );

export const useUnsubscribe = (uscc: string) =>
  useSubscriptionMutation(uscc, (id: string) =>
    body(client.DELETE('/my/{uscc}/subscriptions/{id}', { params: { path: { uscc, id } } })),
  );
