import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import {
  proposalsQuery,
  readProposalSearch,
  readStaffSearch,
  rolesQuery,
  staffQuery,
} from '@/features/desk/admin/api';
import { appealQuery } from '@/features/desk/appeals/api';
import { readAppealsSearch } from '@/features/desk/appeals/search';
import { auditEntriesQuery } from '@/features/desk/audit/api';
import { readAuditSearch } from '@/features/desk/audit/search';
import { calendarQuery, profilesQuery, readDeadlinesSearch } from '@/features/desk/deadline/api';
import { VIEWS } from '@/features/desk/editor/parts';
import { partnerQuery, readPartnerSearch } from '@/features/desk/exchange/partners';
import { exportsQuery, readExportsSearch } from '@/features/desk/exports/api';
import { behindQuery, boardQuery, ratesQuery } from '@/features/desk/figures/api';
import { readBehindSearch, readBoardSearch, readRatesSearch } from '@/features/desk/figures/search';
import { guideQuery, guidesQuery, readGuidesSearch } from '@/features/desk/guides/api';
import { importQuery, importsQuery } from '@/features/desk/imports/api';
import { readImportSearch, readImportsSearch } from '@/features/desk/imports/search';
import {
  policiesQuery,
  policyQuery,
  readPoliciesSearch,
  themeTreeQuery,
} from '@/features/desk/library/api';
import { readRunsSearch, runsQuery } from '@/features/desk/match-runs/api';
import { measureQuery, measuresQuery } from '@/features/desk/measures/api';
import { readMeasuresSearch, readResultSearch } from '@/features/desk/measures/search';
import { readDeliverySearch, readTemplateSearch } from '@/features/desk/notices/api';
import {
  handoverQuery,
  handoversQuery,
  peopleQuery,
  personQuery,
  treeQuery,
  workQuery,
} from '@/features/desk/org/api';
import {
  readHandoversSearch,
  readOrgSearch,
  readPeopleSearch,
  readWizardSearch,
} from '@/features/desk/org/search';
import { placesQuery, readPlacesSearch } from '@/features/desk/places/api';
import { reachQuery } from '@/features/desk/reach/api';
import { readFunnelSearch, readReachSearch } from '@/features/desk/reach/search';
import { enterpriseQuery, enterprisesQuery } from '@/features/desk/registry/api';
import { readRegistrySearch } from '@/features/desk/registry/search';
import { readInboxSearch } from '@/features/notice/api';
import { sessionQuery } from '@/features/session/api';
import { safeReturnPath } from '@/lib/returnPath';
import { code, date, oneOf, pageSpec, type SearchOf, searchReader } from '@/lib/search';

// The routes stand apart from their pages so that a page can read its own
// route; router.tsx joins the two.

export const BASE = '/desk';

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({});

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (
    search: Record<string, unknown>,
  ): { next?: string; failed?: 'provider'; step?: 'code' } => ({
    ...(typeof search.next === 'string' ? { next: safeReturnPath(search.next, BASE) } : {}),
    ...(search.failed === 'provider' ? { failed: 'provider' as const } : {}),
    ...(search.step === 'code' ? { step: 'code' as const } : {}),
  }),
});

/** What has to be done before anything else, for whom something is owed. */
export const mustRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' ? { next: safeReturnPath(search.next, BASE) } : {},
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session?.kind !== 'staff') throw redirect({ to: '/login' });
    if (!session.must) throw redirect({ to: '/' });
  },
});

/**
 * Everything behind this route needs a staff session that owes nothing; without
 * one, login comes first.
 */
export const staffRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'staff',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session?.kind !== 'staff') {
      throw redirect({ to: '/login', search: { next: `${BASE}${location.href}` } });
    }
    if (session.must) {
      throw redirect({ to: '/first', search: { next: `${BASE}${location.href}` } });
    }
    return { session };
  },
});

const accountSpec = {
  tab: oneOf('password', 'factor', 'devices', 'identities', 'tokens'),
  failed: oneOf('provider'),
};

/** Which part of one's own account is open, and whether linking an identity has just failed. */
export type AccountSearch = SearchOf<typeof accountSpec>;

export const accountRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/account',
  validateSearch: searchReader(accountSpec),
});

export const homeRoute = createRoute({ getParentRoute: () => staffRoute, path: '/' });

// The lists are asked for early and not awaited: each shows its own skeleton and errors.

export const registryRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/enterprises',
  validateSearch: readRegistrySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(enterprisesQuery(deps));
  },
});

const enterpriseSpec = {
  tab: oneOf('facts', 'qualifications', 'verdicts', 'contacts', 'people'),
  people: oneOf('current', 'over'),
  verdict: oneOf('eligible', 'needs_review', 'need_facts', 'ineligible'),
  measure: code,
  as_of: date,
  known: oneOf('then'),
};

/** Which part of an enterprise's page is open. */
export type EnterpriseSearch = SearchOf<typeof enterpriseSpec>;

export const enterpriseRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/enterprises/$uscc',
  validateSearch: searchReader(enterpriseSpec),
  loader: ({ context, params }) => context.queries.ensureQueryData(enterpriseQuery(params.uscc)),
});

export const importsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/imports',
  validateSearch: readImportsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(importsQuery(deps));
  },
});

export const importRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/imports/$id',
  validateSearch: readImportSearch,
  loader: ({ context, params }) => context.queries.ensureQueryData(importQuery(params.id)),
});

export const noticesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/notices',
  validateSearch: readInboxSearch,
});

export const noticeSettingsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/notices/settings',
});

export const tasksRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/tasks',
  validateSearch: searchReader(pageSpec),
});

export const measuresRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/measures',
  validateSearch: readMeasuresSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(measuresQuery(deps));
  },
});

export const measureNewRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/measures/new',
});

export const measureEditRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/measures/$id/edit',
  validateSearch: searchReader({ view: oneOf(...VIEWS) }),
});

/** A measure's head and tabs, around one of its pages. */
export const measureRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/measures/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(measureQuery(params.id)),
});

export const measureContentRoute = createRoute({ getParentRoute: () => measureRoute, path: '/' });

export const measureResultRoute = createRoute({
  getParentRoute: () => measureRoute,
  path: '/result',
  validateSearch: readResultSearch,
});

export const measureDefinitionRoute = createRoute({
  getParentRoute: () => measureRoute,
  path: '/definition',
});

/** How far a measure got, and who is behind each number. */
export const measureReachRoute = createRoute({
  getParentRoute: () => measureRoute,
  path: '/reach',
  validateSearch: readFunnelSearch,
});

export const reachRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/reach',
  validateSearch: readReachSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(reachQuery(deps));
  },
});

export const guidesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/guides',
  validateSearch: readGuidesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(guidesQuery(deps));
  },
});

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

export const guideRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/guides/$code',
  loader: ({ context, params }) => context.queries.ensureQueryData(guideQuery(params.code)),
});

export const measureSimulationRoute = createRoute({
  getParentRoute: () => measureRoute,
  path: '/simulation',
});

export const policiesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/policies',
  validateSearch: readPoliciesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(policiesQuery(deps));
  },
});

/** Before the route of a policy: `themes` is no id. */
export const themesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/policies/themes',
  loader: ({ context }) => context.queries.ensureQueryData(themeTreeQuery),
});

export const policyImportRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/policies/import',
});

export const policyNewRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/policies/new',
});

export const policyRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/policies/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(policyQuery(params.id)),
});

export const policyEditRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/policies/$id/edit',
  loader: ({ context, params }) => context.queries.ensureQueryData(policyQuery(params.id)),
});

export const runsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/match-runs',
  validateSearch: readRunsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(runsQuery(deps));
  },
});

export const auditRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/audit',
  validateSearch: readAuditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(auditEntriesQuery(deps));
  },
});

/** The care of messages, around one of its pages. */
export const noticeCareRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/notices',
});

export const noticeTemplatesRoute = createRoute({
  getParentRoute: () => noticeCareRoute,
  path: '/',
});

export const noticeDeliveriesRoute = createRoute({
  getParentRoute: () => noticeCareRoute,
  path: '/deliveries',
  validateSearch: readDeliverySearch,
});

export const noticeChannelsRoute = createRoute({
  getParentRoute: () => noticeCareRoute,
  path: '/channels',
});

export const noticeTemplateRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/notices/templates/$reason',
  validateSearch: readTemplateSearch,
});

/** Where somebody who was handed a code chooses a new password. */
export const resetRoute = createRoute({ getParentRoute: () => rootRoute, path: '/reset' });

export const accountsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/staff',
  validateSearch: readStaffSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(staffQuery(deps));
  },
});

export const memberRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/staff/$id',
});

export const rolesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/roles',
  loader: ({ context }) => {
    void context.queries.prefetchQuery(rolesQuery);
  },
});

export const roleRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/roles/$code',
});

export const proposalsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/proposals',
  validateSearch: readProposalSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(proposalsQuery(deps));
  },
});

export const orgRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/org',
  validateSearch: readOrgSearch,
  loader: ({ context }) => {
    void context.queries.prefetchQuery(treeQuery);
  },
});

export const orgImportRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/org/import',
});

export const peopleRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/people',
  validateSearch: readPeopleSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(peopleQuery(deps));
  },
});

export const personRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/people/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(personQuery(params.id)),
});

/** Seeing somebody off: what they hold, and who takes it over. */
export const wizardRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/people/$id/handover',
  validateSearch: readWizardSearch,
  loader: ({ context, params }) => {
    void context.queries.prefetchQuery(workQuery(params.id));
    return context.queries.ensureQueryData(personQuery(params.id));
  },
});

export const handoversRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/handovers',
  validateSearch: readHandoversSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(handoversQuery(deps));
  },
});

export const handoverRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/handovers/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(handoverQuery(params.id)),
});

export const exportsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/exports',
  validateSearch: readExportsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(exportsQuery(deps));
  },
});
