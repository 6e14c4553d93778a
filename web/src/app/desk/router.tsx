import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from '@/features/session/api';
import { ApiError } from '@/lib/problem';
import { safeReturnPath } from '@/lib/returnPath';
import { DeskHome } from './DeskHome';
import { DeskLogin } from './DeskLogin';
import { DeskProblem } from './DeskProblem';

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
});

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' ? { next: safeReturnPath(search.next, '/desk') } : {},
  component: DeskLogin,
});

/** Everything behind this route needs a staff session; without one, login comes first. */
export const staffRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'staff',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session?.kind !== 'staff') {
      throw redirect({ to: '/login', search: { next: `/desk${location.href}` } });
    }
    return { session };
  },
  component: Outlet,
});

const homeRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/',
  component: DeskHome,
});

const routeTree = rootRoute.addChildren([loginRoute, staffRoute.addChildren([homeRoute])]);

export function createDeskRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/desk',
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: DeskProblem,
    defaultNotFoundComponent: () => <DeskProblem error={new ApiError(404, {})} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
