import { createRoute } from '@tanstack/react-router';
import { alarmQuery, alarmsQuery } from '@/features/desk/alarms/api';
import { rulesQuery } from '@/features/desk/alarms/rules';
import { readAlarmSearch, readAlarmsSearch } from '@/features/desk/alarms/search';
import { appealQuery } from '@/features/desk/appeals/api';
import { readAppealsSearch } from '@/features/desk/appeals/search';
import { calendarQuery, profilesQuery, readDeadlinesSearch } from '@/features/desk/deadline/api';
import { definitionsQuery } from '@/features/desk/definitions/api';
import { partnerQuery, readPartnerSearch } from '@/features/desk/exchange/partners';
import { behindQuery, boardQuery, ratesQuery } from '@/features/desk/figures/api';
import { exclusionsQuery } from '@/features/desk/figures/exclusions';
import {
  readBehindSearch,
  readBoardSearch,
  readExclusionsSearch,
  readRatesSearch,
} from '@/features/desk/figures/search';
import { issueCasesQuery, issueQuery, issuesQuery } from '@/features/desk/issues/api';
import { readIssueCasesSearch, readIssuesSearch } from '@/features/desk/issues/search';
import { placesQuery, readPlacesSearch } from '@/features/desk/places/api';
import { signalCasesQuery, signalsQuery } from '@/features/desk/signals/api';
import { readSignalCasesSearch, readSignalsSearch } from '@/features/desk/signals/search';
import { thresholdsQuery } from '@/features/desk/sorting/api';
import { checksQuery, readChecksSearch } from '@/features/desk/sorting/checks';
import { staffRoute } from './session';

/** Where QR codes for reporting hang. */
export const placesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/places',
  validateSearch: readPlacesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(placesQuery(deps));
  },
});

/** The inbox asks for its first page itself: which tray opens first depends on the person. */
export const appealsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeals',
  validateSearch: readAppealsSearch,
});

/** What is due, by department and person. */
export const appealBoardRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-board',
  validateSearch: readBoardSearch,
  loader: ({ context }) => {
    void context.queries.prefetchQuery(boardQuery);
  },
});

/** From which confidence on what is read from a case takes effect. */
export const appealThresholdsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-thresholds',
  loader: ({ context }) => {
    void context.queries.prefetchQuery(thresholdsQuery);
  },
});

/** What took effect by itself and was drawn for a person to check. */
export const appealChecksRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-checks',
  validateSearch: readChecksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(checksQuery(deps));
  },
});

/** Before the route of a case, as the next: `templates` is no id. */
export const appealTemplatesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeals/templates',
});

/** Before the route of a case: `new` is no id. */
export const appealNewRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeals/new',
});

/** The three rates of a month. */
export const appealRatesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-rates',
  validateSearch: readRatesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(ratesQuery(deps));
  },
});

/** The cases behind one number of the rates. */
export const appealRateCasesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-rates/cases',
  validateSearch: readBehindSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(behindQuery(deps));
  },
});

/** The requests to leave cases out of the rates. */
export const appealExclusionsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-rates/exclusions',
  validateSearch: readExclusionsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(exclusionsQuery(deps));
  },
});

/** What the three rates mean, and drafts of another meaning. */
export const appealDefinitionsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-definitions',
  loader: ({ context }) => {
    void context.queries.prefetchQuery(definitionsQuery);
  },
});

/** Alarms that figures are not honest. */
export const alarmsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-alarms',
  validateSearch: readAlarmsSearch,
  loader: ({ context }) => {
    void context.queries.prefetchQuery(alarmsQuery);
  },
});

/** From what on one is raised. Before the route of an alarm: `rules` is no id. */
export const alarmRulesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-alarms/rules',
  loader: ({ context }) => {
    void context.queries.prefetchQuery(rulesQuery);
  },
});

export const alarmRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-alarms/$id',
  validateSearch: readAlarmSearch,
  loader: ({ context, params }) => {
    void context.queries.prefetchQuery(alarmQuery(params.id));
  },
});

/** What is asked for again and again. */
export const issuesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-issues',
  validateSearch: readIssuesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(issuesQuery(deps));
  },
});

export const issueRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-issues/$id',
  loader: ({ context, params }) => {
    void context.queries.prefetchQuery(issueQuery(params.id));
  },
});

/** The cases behind a number of one. */
export const issueCasesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-issues/$id/cases',
  validateSearch: readIssueCasesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    void context.queries.prefetchQuery(issueCasesQuery(params.id, deps));
  },
});

/** What many report at once. */
export const signalsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-signals',
  validateSearch: readSignalsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(signalsQuery(deps));
  },
});

/** The cases behind a signal. */
export const signalCasesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeal-signals/$id',
  validateSearch: readSignalCasesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    void context.queries.prefetchQuery(signalCasesQuery(params.id, deps));
  },
});

export const appealRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeals/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(appealQuery(params.id)),
});

/** The systems that cases are exchanged with. */
export const exchangeRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/exchange',
});

export const exchangePartnerRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/exchange/$id',
  validateSearch: readPartnerSearch,
  loader: ({ context, params }) => context.queries.ensureQueryData(partnerQuery(params.id)),
});

/** Cases of other systems, from a file. */
export const appealImportRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/appeals/import',
});

/** How much time there is for what, and which days count. */
export const deadlinesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/deadlines',
  validateSearch: readDeadlinesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void (deps.tab === 'calendar'
      ? context.queries.prefetchQuery(calendarQuery(deps.year))
      : context.queries.prefetchQuery(profilesQuery));
  },
});
