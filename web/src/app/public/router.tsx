import type { QueryClient } from '@tanstack/react-query';
import { createRouter, lazyRouteComponent, useRouter } from '@tanstack/react-router';
import { ProblemScreen } from '@/components/Problem';
import { SkeletonPage } from '@/components/Skeleton';
import { ApiError } from '@/lib/problem';
import { GuidePage } from './GuidePage';
import { HomePage } from './HomePage';
import { ListPage } from './ListPage';
import { MeasurePage } from './MeasurePage';
import { PublicLayout } from './PublicLayout';
import {
  guideRoute,
  homeRoute,
  listRoute,
  measureRoute,
  policiesRoute,
  policyRoute,
  reportPlaceRoute,
  reportProgressRoute,
  reportRoute,
  rootRoute,
} from './routes';

const routeTree = rootRoute.update({ component: PublicLayout }).addChildren([
  homeRoute.update({ component: HomePage }),
  listRoute.update({ component: ListPage }),
  measureRoute.update({ component: MeasurePage }),
  guideRoute.update({ component: GuidePage }),
  reportRoute.update({ component: lazyRouteComponent(() => import('./ReportPage'), 'ReportPage') }),
  reportPlaceRoute.update({
    component: lazyRouteComponent(() => import('./ReportPage'), 'PlaceReportPage'),
  }),
  reportProgressRoute.update({
    component: lazyRouteComponent(() => import('./ReportProgressPage'), 'ReportProgressPage'),
  }),
  policiesRoute.update({
    component: lazyRouteComponent(() => import('./PoliciesPage'), 'PoliciesPage'),
  }),
  policyRoute.update({
    component: lazyRouteComponent(() => import('./PolicyPage'), 'PolicyPage'),
  }),
]);

function PublicProblem({ error }: { error: unknown }) {
  const router = useRouter();
  return <ProblemScreen error={error} onRetry={() => router.invalidate()} />;
}

export function createPublicRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: SkeletonPage,
    defaultPendingMs: 150,
    defaultErrorComponent: PublicProblem,
    defaultNotFoundComponent: () => <PublicProblem error={new ApiError(404, {})} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPublicRouter>;
  }
}
