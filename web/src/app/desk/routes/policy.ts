import { createRoute } from '@tanstack/react-router';
import { VIEWS } from '@/features/desk/editor/parts';
import { guideQuery, guidesQuery, readGuidesSearch } from '@/features/desk/guides/api';
import {
  policiesQuery,
  policyQuery,
  readPoliciesSearch,
  themeTreeQuery,
} from '@/features/desk/library/api';
import { readRunsSearch, runsQuery } from '@/features/desk/match-runs/api';
import { measureQuery, measuresQuery } from '@/features/desk/measures/api';
import { readMeasuresSearch, readResultSearch } from '@/features/desk/measures/search';
import { reachQuery } from '@/features/desk/reach/api';
import { readFunnelSearch, readReachSearch } from '@/features/desk/reach/search';
import { oneOf, searchReader } from '@/lib/search';
import { staffRoute } from './session';

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
