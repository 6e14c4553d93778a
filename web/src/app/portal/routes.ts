import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { peopleQuery, sentQuery } from '@/features/mandate/api';
import { readInboxSearch } from '@/features/notice/api';
import { profileQuery } from '@/features/profile/api';
import { progressQuery } from '@/features/report/api';
import { sessionQuery } from '@/features/session/api';
import { verdictQuery, verdictsQuery } from '@/features/verdict/api';
import { safeReturnPath } from '@/lib/returnPath';
import { date, searchReader } from '@/lib/search';

/** Where the portal lives; the router adds it to every address. */
export const BASE = '/my';

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({});

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { next?: string; failed?: 'provider' } => ({
    ...(typeof search.next === 'string' ? { next: safeReturnPath(search.next, BASE) } : {}),
    ...(search.failed === 'provider' ? { failed: 'provider' as const } : {}),
  }),
});

/** An invitation to act for an enterprise; its token stands behind `#`. */
export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  loader: ({ context }) => context.queries.ensureQueryData(sessionQuery),
});

/** Everything behind this route needs an enterprise session; without one, login comes first. */
export const sessionRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'session',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session?.kind !== 'enterprise') {
      throw redirect({ to: '/login', search: { next: BASE + location.href } });
    }
    return { session, enterprises: session.enterprises ?? [] };
  },
});

export const startRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/',
  beforeLoad: ({ context: { enterprises } }) => {
    const only = enterprises.length === 1 ? enterprises[0] : undefined;
    if (only) throw redirect({ to: '/$uscc', params: { uscc: only.uscc }, replace: true });
    throw redirect({ to: '/choose', replace: true });
  },
});

/** From a public measure to the verdict of one's own enterprise. */
export const toMeasureRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/to/$measure',
  beforeLoad: ({ context: { enterprises }, params: { measure } }) => {
    const only = enterprises.length === 1 ? enterprises[0] : undefined;
    if (only) {
      throw redirect({
        to: '/$uscc/measures/$measure',
        params: { uscc: only.uscc, measure },
        replace: true,
      });
    }
    throw redirect({ to: '/choose', search: { measure }, replace: true });
  },
});

export const chooseRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/choose',
  validateSearch: (search: Record<string, unknown>): { measure?: string } =>
    typeof search.measure === 'string' ? { measure: search.measure } : {},
});

/** One enterprise the person may act for; another is not found. */
export const enterpriseRoute = createRoute({
  getParentRoute: () => sessionRoute,
  path: '/$uscc',
  beforeLoad: ({ context: { enterprises }, params }) => {
    const enterprise = enterprises.find((mandate) => mandate.uscc === params.uscc);
    if (!enterprise) throw notFound();
    return { enterprise };
  },
});

/** What each tab needs; a mandate may be limited to some matters. */
export const TAB_NEEDS = {
  verdicts: 'policy.my',
  profile: 'enterprise.own.read',
  appeals: 'appeal.own',
} as const;

export const verdictsRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/',
  beforeLoad: ({ context: { enterprise }, params }) => {
    const can = enterprise.can ?? [];
    if (can.includes(TAB_NEEDS.verdicts)) return;
    const to = can.includes(TAB_NEEDS.profile)
      ? '/$uscc/profile'
      : can.includes(TAB_NEEDS.appeals)
        ? '/$uscc/appeals'
        : '/$uscc/account';
    throw redirect({ to, params, replace: true });
  },
  loader: ({ context, params }) => context.queries.ensureQueryData(verdictsQuery(params.uscc)),
});

export const verdictRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/measures/$measure',
  validateSearch: searchReader({ day: date }),
  loader: ({ context, params }) =>
    context.queries.ensureQueryData(verdictQuery(params.uscc, params.measure)),
});

export const appealsRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/appeals',
  validateSearch: (search: Record<string, unknown>): { open?: true } =>
    search.open === true || search.open === 'true' ? { open: true } : {},
});

export const appealNewRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/appeals/new',
});

export const appealRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/appeals/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(progressQuery(params)),
});

export const profileRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/profile',
  loader: ({ context, params }) => context.queries.ensureQueryData(profileQuery(params.uscc)),
});

export const disclosuresRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/disclosures',
});

export const contactsRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/contacts',
});

export const noticesRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/notices',
  validateSearch: readInboxSearch,
});

export const noticeSettingsRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/notices/settings',
});

export const subscriptionsRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/subscriptions',
});

export const accountRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/account',
});

export const devicesRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/account/devices',
});

export const peopleRoute = createRoute({
  getParentRoute: () => enterpriseRoute,
  path: '/people',
  validateSearch: (search: Record<string, unknown>): { show?: 'over' } =>
    search.show === 'over' ? { show: 'over' } : {},
  loader: ({ context, params: { uscc } }) =>
    Promise.all([
      context.queries.ensureQueryData(peopleQuery(uscc, 'current')),
      context.queries.ensureQueryData(sentQuery(uscc)),
    ]),
});
