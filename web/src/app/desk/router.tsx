import type { QueryClient } from '@tanstack/react-query';
import { createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { SkeletonCards } from '@/components/Skeleton';
import { ApiError } from '@/lib/problem';
import { plainSearch } from '@/lib/search';
import { DeskLayout } from './DeskLayout';
import { DeskLogin } from './DeskLogin';
import { DeskProblem } from './DeskProblem';
import {
  auditRoute,
  BASE,
  enterpriseRoute,
  homeRoute,
  importRoute,
  importsRoute,
  loginRoute,
  measureContentRoute,
  measureDefinitionRoute,
  measureResultRoute,
  measureRoute,
  measuresRoute,
  registryRoute,
  rootRoute,
  runsRoute,
  staffRoute,
  tasksRoute,
} from './routes';

// Each page is a piece of script of its own, fetched when its link is pointed at.
const routeTree = rootRoute.addChildren([
  loginRoute.update({ component: DeskLogin }),
  staffRoute.update({ component: DeskLayout }).addChildren([
    homeRoute.update({
      component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
    }),
    registryRoute.update({
      component: lazyRouteComponent(() => import('./RegistryPage'), 'RegistryPage'),
    }),
    enterpriseRoute.update({
      component: lazyRouteComponent(() => import('./EnterprisePage'), 'EnterprisePage'),
    }),
    importsRoute.update({
      component: lazyRouteComponent(() => import('./ImportsPage'), 'ImportsPage'),
    }),
    importRoute.update({
      component: lazyRouteComponent(() => import('./ImportPage'), 'ImportPage'),
    }),
    tasksRoute.update({
      component: lazyRouteComponent(() => import('./TasksPage'), 'TasksPage'),
    }),
    measuresRoute.update({
      component: lazyRouteComponent(() => import('./MeasuresPage'), 'MeasuresPage'),
    }),
    measureRoute
      .update({
        component: lazyRouteComponent(() => import('./MeasurePage'), 'MeasurePage'),
      })
      .addChildren([
        measureContentRoute.update({
          component: lazyRouteComponent(() => import('./MeasurePage'), 'MeasureContentPage'),
        }),
        measureResultRoute.update({
          component: lazyRouteComponent(() => import('./ResultPage'), 'ResultPage'),
        }),
        measureDefinitionRoute.update({
          component: lazyRouteComponent(() => import('./MeasurePage'), 'MeasureDefinitionPage'),
        }),
      ]),
    runsRoute.update({
      component: lazyRouteComponent(() => import('./MatchRunsPage'), 'MatchRunsPage'),
    }),
    auditRoute.update({
      component: lazyRouteComponent(() => import('./AuditPage'), 'AuditPage'),
    }),
  ]),
]);

export function createDeskRouter(queries: QueryClient) {
  return createRouter({
    ...plainSearch,
    routeTree,
    basepath: BASE,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: () => <SkeletonCards count={2} />,
    defaultPendingMs: 150,
    defaultErrorComponent: DeskProblem,
    defaultNotFoundComponent: () => <DeskProblem error={new ApiError(404, {})} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
