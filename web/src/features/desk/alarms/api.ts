import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import { USUAL_PAGE_SIZE } from '@/lib/search';
import type { AlarmSearch, AlarmsSearch } from './search';

export type Alarm = RowOf<'/appeal-alarms'>;
export type AlarmCase = RowOf<'/appeal-alarms/{id}/cases'>;

const KEY = 'appeal-alarms';

/** All alarms are one short list; it is narrowed here. */
export const alarmsQuery = queryOptions({
  queryKey: [KEY, 'list'],
  queryFn: async ({ signal }) => (await body(client.GET('/appeal-alarms', { signal }))).items,
});

const stands = (alarm: Alarm, state: AlarmsSearch['state']) =>
  state === undefined ||
  alarm.state === state ||
  (state === 'ended' && ['dropped', 'explained', 'upheld'].includes(alarm.state));

export const narrowed = (alarms: readonly Alarm[], { state }: AlarmsSearch) =>
  alarms.filter((alarm) => stands(alarm, state));

export const alarmQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) =>
      body(client.GET('/appeal-alarms/{id}', { params: { path: { id } }, signal })),
  });

export const alarmCasesQuery = (id: string, search: AlarmSearch) => {
  const { page: _, ...rest } = search;
  const query = { limit: USUAL_PAGE_SIZE, ...rest };
  return queryOptions({
    queryKey: [KEY, 'cases', id, query],
    queryFn: ({ signal }) =>
      body(client.GET('/appeal-alarms/{id}/cases', { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });
};

/** Has alarms looked for now. */
export function useRefresh() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(client.POST('/appeal-alarms/refresh')),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}

export const ACTS = ['open', 'answer', 'conclude', 'drop'] as const;
export type Act = (typeof ACTS)[number];

export interface Form {
  words: string;
  upheld: boolean;
}

/** Does something with an alarm as it was seen. */
export function useAct(alarm: Alarm, act: Act, onDone: () => void) {
  const queries = useQueryClient();
  const params = {
    path: { id: alarm.id },
    header: { 'If-Match': `"${alarm.version}"` },
  };
  return useMutation({
    mutationFn: ({ words, upheld }: Form) => {
      switch (act) {
        case 'open':
          return body(client.POST('/appeal-alarms/{id}/open', { params }));
        case 'drop':
          return body(client.POST('/appeal-alarms/{id}/drop', { params, body: { words } }));
        case 'answer':
          return body(client.POST('/appeal-alarms/{id}/answer', { params, body: { words } }));
        case 'conclude':
          return body(
            client.POST('/appeal-alarms/{id}/conclusion', { params, body: { words, upheld } }),
          );
      }
    },
    onSuccess: (after) => {
      queries.setQueryData(alarmQuery(alarm.id).queryKey, after);
      onDone();
      void queries.invalidateQueries({ queryKey: [KEY] });
    },
  });
}
