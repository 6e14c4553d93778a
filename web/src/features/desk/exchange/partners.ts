import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { oneOf, pageSpec, type SearchOf, searchReader, USUAL_PAGE_SIZE } from '@/lib/search';

export type Partner = Answer<'/exchange-partners/{id}'>;
export type Terms = Omit<components['schemas']['PartnerTerms'], '$schema'>;
export type Delivery = RowOf<'/exchange-partners/{id}/deliveries'>;

export const STATES = ['waiting', 'delivered', 'dead'] as const;
const spec = { state: oneOf(...STATES), ...pageSpec };

/** What the list of messages to a partner is filtered by. */
export type PartnerSearch = SearchOf<typeof spec>;
export const readPartnerSearch = searchReader(spec);

const PARTNERS = 'exchange-partners';

export const partnersQuery = queryOptions({
  queryKey: [PARTNERS, 'list'],
  queryFn: ({ signal }) => body(client.GET('/exchange-partners', { signal })),
});

export const partnerQuery = (id: string) =>
  queryOptions({
    queryKey: [PARTNERS, 'one', id],
    queryFn: ({ signal }) =>
      body(client.GET('/exchange-partners/{id}', { params: { path: { id } }, signal })),
  });

/** How often messages that wait are asked for, in milliseconds. */
const WAITING_MS = 3_000;

export const deliveriesQuery = (id: string, { page: _, ...search }: PartnerSearch) =>
  queryOptions({
    queryKey: [PARTNERS, 'deliveries', id, search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/exchange-partners/{id}/deliveries', {
          params: { path: { id }, query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.items?.some((one) => one.state === 'waiting') ? WAITING_MS : false,
  });

/** After any of these, all that is shown of partners is asked for anew. */
function usePartnerMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: [PARTNERS] }),
  });
}

const seen = (partner: Partner) => ({
  path: { id: partner.id },
  header: { 'If-Match': `"${partner.version}"` },
});

/** Saves a partner as it was seen, or adds a new one. */
export const useSavePartner = (partner: Partner | undefined) =>
  usePartnerMutation(({ code, ...terms }: Terms & { code: string }) =>
    body(
      partner
        ? client.PUT('/exchange-partners/{id}', { params: seen(partner), body: terms })
        : client.POST('/exchange-partners', { body: { ...terms, code } }),
    ),
  );

export const useRenewSecret = () =>
  usePartnerMutation((partner: Partner) =>
    body(client.POST('/exchange-partners/{id}/secret', { params: seen(partner) })),
  );

export const useTestPartner = () =>
  usePartnerMutation((id: string) =>
    body(client.POST('/exchange-partners/{id}/test', { params: { path: { id } } })),
  );

export const useReplay = () =>
  usePartnerMutation((id: string) =>
    body(client.POST('/exchange-deliveries/{id}/replay', { params: { path: { id } } })),
  );
