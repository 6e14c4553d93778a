import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import {
  code,
  date,
  oneOf,
  pageSpec,
  type SearchOf,
  searchReader,
  USUAL_PAGE_SIZE,
} from '@/lib/search';

export type DeliveryRow = RowOf<'/notice-deliveries'>;
export type ChannelRow = RowOf<'/notice-channels'>;
export type Template = RowOf<'/notice-templates'>;
export type Content = Template['content'];
export type Preview = Answer<'/notice-templates/{reason}/{channel}/preview', 'post'>;

export const CHANNELS = ['inapp', 'sms', 'mail', 'wechat', 'wecom'] as const;
export type Channel = (typeof CHANNELS)[number];

export const STATES = [
  'queued',
  'held',
  'sending',
  'sent',
  'delivered',
  'failed',
  'suppressed',
  'expired',
] as const;

const deliverySpec = {
  ...pageSpec,
  state: oneOf(...STATES),
  channel: oneOf(...CHANNELS),
  reason: code,
  day: date,
};
export type DeliverySearch = SearchOf<typeof deliverySpec>;
export const readDeliverySearch = searchReader(deliverySpec);

const templateSpec = { channel: oneOf(...CHANNELS) };
export const readTemplateSearch = searchReader(templateSpec);

/** How often the lists are asked for anew, in milliseconds. */
const ASK_MS = 15_000;

export const deliveriesQuery = ({ page: _, ...search }: DeliverySearch) =>
  queryOptions({
    queryKey: ['notice-care', 'deliveries', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/notice-deliveries', {
          params: { query: { limit: USUAL_PAGE_SIZE, ...search } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ASK_MS,
  });

export const channelsQuery = queryOptions({
  queryKey: ['notice-care', 'channels'],
  queryFn: ({ signal }) => body(client.GET('/notice-channels', { signal })),
  refetchInterval: ASK_MS,
});

export const templatesQuery = queryOptions({
  queryKey: ['notice-care', 'templates'],
  queryFn: ({ signal }) => body(client.GET('/notice-templates', { signal })),
});

/** Sends a message that has failed once more. */
export function useResend() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (row: DeliveryRow) =>
      body(client.POST('/notice-deliveries/{id}/resend', { params: { path: { id: row.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notice-care'] }),
  });
}

const place = (template: Template) => ({
  path: { reason: template.reason, channel: template.channel as Channel },
});

/** Words as they would read, made of samples. */
export const previewQuery = (template: Template, content: Content) =>
  queryOptions({
    queryKey: ['notice-preview', template.reason, template.channel, content],
    queryFn: ({ signal }) =>
      body(
        client.POST('/notice-templates/{reason}/{channel}/preview', {
          params: place(template),
          body: { content },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export function useSaveTemplate(template: Template) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (content: Content) =>
      body(
        client.PUT('/notice-templates/{reason}/{channel}', {
          params: place(template),
          body: { content, version: template.version },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notice-care', 'templates'] }),
  });
}

/** Sends words, saved or not, to one address. */
export const useTestTemplate = (template: Template) =>
  useMutation({
    mutationFn: (sent: { content: Content; address: string }) =>
      body(
        client.POST('/notice-templates/{reason}/{channel}/test', {
          params: place(template),
          body: sent,
        }),
      ),
  });
