import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRouter, Outlet } from '@tanstack/react-router';

const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet });

export function createPortalRouter(queries: QueryClient) {
  return createRouter({ routeTree: rootRoute, context: { queries } });
}
