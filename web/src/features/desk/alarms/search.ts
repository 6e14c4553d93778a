import { oneOf, pageSpec, type SearchOf, searchReader } from '@/lib/search';

/** The states that lists can be narrowed to; those of both ends stand together. */
export const STATES = ['raised', 'opened', 'answered', 'ended'] as const;

const spec = { state: oneOf(...STATES) };
export type AlarmsSearch = SearchOf<typeof spec>;
export const readAlarmsSearch = searchReader(spec);

export type AlarmSearch = SearchOf<typeof pageSpec>;
export const readAlarmSearch = searchReader(pageSpec);
