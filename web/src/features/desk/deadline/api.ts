import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { oneOf, type SearchOf, searchReader, whole } from '@/lib/search';

export type Profile = RowOf<'/deadline/profiles'>;
export type Calendar = Answer<'/deadline/calendar'>;
export type CalendarDay = Calendar['days'][number];
export type Amendment = Calendar['amendments'][number];
export type Setting = components['schemas']['CalendarSetting']['setting'];

const spec = { tab: oneOf('calendar'), year: whole(2000, 2199) };

/** Which part of the page is open, and which year of the calendar. */
export type DeadlinesSearch = SearchOf<typeof spec>;
export const readDeadlinesSearch = searchReader(spec);

export const profilesQuery = queryOptions({
  queryKey: ['deadline', 'profiles'],
  queryFn: ({ signal }) => body(client.GET('/deadline/profiles', { signal })),
});

/** How often a calendar whose last amendment is being followed is asked for, in milliseconds. */
const FOLLOWING_MS = 2_000;

export const calendarQuery = (year: number | undefined) =>
  queryOptions({
    queryKey: ['deadline', 'calendar', year ?? 0],
    queryFn: ({ signal }) =>
      body(client.GET('/deadline/calendar', { params: { query: year ? { year } : {} }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.amendments.some((one) => !one.done) ? FOLLOWING_MS : false,
  });

/** What would come of setting days so. */
export const forecastQuery = (days: ReadonlyArray<readonly [day: string, setting: Setting]>) => {
  const text = days.map((one) => one.join(':')).join(',');
  return queryOptions({
    queryKey: ['deadline', 'forecast', text],
    queryFn: ({ signal }) =>
      body(
        client.GET('/deadline/calendar/forecast', { params: { query: { days: text } }, signal }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
};

/** After any of these, all that is shown of deadlines is asked for anew. */
function useDeadlineMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ['deadline'] }),
  });
}

export interface NewVersion {
  budget: string;
  source: string;
  in_force: string;
}

/** Sets a new version of a profile as it was seen. */
export const useSetProfile = (profile: Profile) =>
  useDeadlineMutation((version: NewVersion) =>
    body(
      client.POST('/deadline/profiles/{code}/versions', {
        params: { path: { code: profile.code }, header: { 'If-Match': `"${profile.version}"` } },
        body: version,
      }),
    ),
  );

export type NewAmendment = components['schemas']['AmendInputBody'];

/** Amends the calendar as it was seen. */
export const useAmend = (edition: number) =>
  useDeadlineMutation((amendment: NewAmendment) =>
    body(
      client.POST('/deadline/calendar/amendments', {
        params: { header: { 'If-Match': `"${edition}"` } },
        body: amendment,
      }),
    ),
  );
