import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute } from '@tanstack/react-router';
import { guideQuery } from '@/features/guide/api';
import { policyHitsQuery, publicPolicyQuery, readPolicyFilter } from '@/features/library/api';
import { measureQuery, measuresQuery } from '@/features/measure/api';
import { readSearch } from '@/features/measure/filter';
import { placeQuery } from '@/features/report/api';

// The routes stand apart from their pages so that a page can read its own
// route; router.tsx joins the two.

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({});

export const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/' });

export const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/measures',
  validateSearch: readSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps: { only, issuer, year, ...filter } }) => {
    // Started early, not awaited: the list shows its own skeleton and errors.
    if (only === 'policy')
      void context.queries.prefetchInfiniteQuery(
        policyHitsQuery(filter.q ?? '', {
          ...(issuer ? { issuer } : {}),
          ...(year ? { year } : {}),
        }),
      );
    else void context.queries.prefetchInfiniteQuery(measuresQuery(filter));
  },
});

/** A guide opened by its QR code; `p` is the print that carried it. */
export const guideRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/q/$code',
  validateSearch: (search: Record<string, unknown>): { p?: number } => {
    const p = Number(search.p);
    return Number.isInteger(p) && p > 0 && p <= 1_000_000 ? { p } : {};
  },
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) =>
    context.queries.ensureQueryData(guideQuery(params.code, deps.p ?? 0)),
});

/** A report from a place whose code was scanned. */
export const reportPlaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/q/p/$code',
  loader: ({ context, params }) => context.queries.ensureQueryData(placeQuery(params.code)),
});

export const reportRoute = createRoute({ getParentRoute: () => rootRoute, path: '/report' });

export const reportProgressRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/report/progress',
});

export const measureRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/measures/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(measureQuery(params.id)),
});

export const policiesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/policies',
  validateSearch: readPolicyFilter,
});

export const policyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/policies/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(publicPolicyQuery(params.id)),
});
