import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { oneOf, type SearchOf, searchReader, words } from '@/lib/search';

export type Notice = RowOf<'/notices'>;
export type Settings = Answer<'/notice-settings'>;
export type ChannelKind = 'sms' | 'mail' | 'wechat' | 'wecom';

/** How often the head of a page asks whether there is something new, in milliseconds. */
const ASK_MS = 20_000;

/** Notices on one page. */
const PAGE = 20;

const inboxSpec = { unread: oneOf('true'), cursor: words(1000) };

/** Which notices are shown. */
export type InboxSearch = SearchOf<typeof inboxSpec>;
export const readInboxSearch = searchReader(inboxSpec);

export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => body(client.GET('/notices/unread', { signal })),
  refetchInterval: ASK_MS,
});

export const inboxQuery = ({ unread, cursor }: InboxSearch) =>
  queryOptions({
    queryKey: ['notices', 'inbox', unread ?? '', cursor ?? ''],
    queryFn: ({ signal }) =>
      body(
        client.GET('/notices', {
          params: {
            query: {
              limit: PAGE,
              ...(unread ? { unread: true } : {}),
              ...(cursor ? { cursor } : {}),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ASK_MS,
  });

export const settingsQuery = queryOptions({
  queryKey: ['notices', 'settings'],
  queryFn: ({ signal }) => body(client.GET('/notice-settings', { signal })),
});

function useChange<V>(change: (value: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  });
}

/** Marks one notice as read. */
export const useRead = () =>
  useChange((id: string) => body(client.POST('/notices/{id}/read', { params: { path: { id } } })));

/** Marks everything up to the newest notice that is shown as read. */
export const useReadAll = () =>
  useChange((newest: string) => body(client.POST('/notices/read', { body: { newest } })));

export interface Choices {
  groups: { group: 'progress' | 'policy' | 'security' | 'system'; channels: string[] }[];
  quiet: { from: number; to: number };
  version: number;
}

export const useSaveSettings = () =>
  useChange((choices: Choices) => body(client.PUT('/notice-settings', { body: choices })));

export const useAskAddress = () =>
  useChange(({ channel, address }: { channel: ChannelKind; address: string }) =>
    body(client.POST('/notice-addresses', { body: { channel, address } })),
  );

export const useConfirmAddress = () =>
  useChange(({ channel, code }: { channel: ChannelKind; code: string }) =>
    body(client.POST('/notice-addresses/confirm', { body: { channel, code } })),
  );

export const useRemoveAddress = () =>
  useChange((channel: ChannelKind) =>
    body(client.DELETE('/notice-addresses/{channel}', { params: { path: { channel } } })),
  );
