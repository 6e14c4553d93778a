import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '@/features/session/api';
import { safeReturnPath } from '@/lib/returnPath';
import { oneOf, pageSpec, type SearchOf, searchReader } from '@/lib/search';

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

export const tasksRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/tasks',
  validateSearch: searchReader(pageSpec),
});

/** Where somebody who was handed a code chooses a new password. */
export const resetRoute = createRoute({ getParentRoute: () => rootRoute, path: '/reset' });
