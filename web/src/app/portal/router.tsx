import type { QueryClient } from '@tanstack/react-query';
import { createRouter, lazyRouteComponent, useRouter } from '@tanstack/react-router';
import { ProblemScreen } from '@/components/Problem';
import { SkeletonFrame, SkeletonPage } from '@/components/Skeleton';
import { ApiError } from '@/lib/problem';
import { AccountPage } from './AccountPage';
import { ChoosePage } from './ChoosePage';
import { ContactsPage } from './ContactsPage';
import { DisclosuresPage } from './DisclosuresPage';
import { InvitationPage } from './InvitationPage';
import { LoginPage } from './LoginPage';
import { NoticeSettingsPage, NoticesPage } from './NoticesPage';
import { PeoplePage } from './PeoplePage';
import { PortalLayout } from './PortalLayout';
import { ProfilePage } from './ProfilePage';
import {
  accountRoute,
  appealNewRoute,
  appealRoute,
  appealsRoute,
  BASE,
  chooseRoute,
  contactsRoute,
  devicesRoute,
  disclosuresRoute,
  enterpriseRoute,
  invitationRoute,
  loginRoute,
  noticeSettingsRoute,
  noticesRoute,
  peopleRoute,
  profileRoute,
  rootRoute,
  sessionRoute,
  startRoute,
  subscriptionsRoute,
  toMeasureRoute,
  verdictRoute,
  verdictsRoute,
} from './routes';
import { VerdictDetailPage } from './VerdictDetailPage';
import { VerdictsPage } from './VerdictsPage';

const routeTree = rootRoute.addChildren([
  loginRoute.update({ component: LoginPage }),
  invitationRoute.update({ component: InvitationPage }),
  sessionRoute.update({ pendingComponent: SkeletonFrame }).addChildren([
    startRoute,
    toMeasureRoute,
    chooseRoute.update({ component: ChoosePage }),
    enterpriseRoute.update({ component: PortalLayout }).addChildren([
      verdictsRoute.update({ component: VerdictsPage }),
      verdictRoute.update({ component: VerdictDetailPage }),
      profileRoute.update({ component: ProfilePage }),
      appealsRoute.update({
        component: lazyRouteComponent(() => import('./AppealsPage'), 'AppealsPage'),
      }),
      appealNewRoute.update({
        component: lazyRouteComponent(() => import('./AppealNewPage'), 'AppealNewPage'),
      }),
      appealRoute.update({
        component: lazyRouteComponent(() => import('./AppealPage'), 'AppealPage'),
      }),
      noticesRoute.update({ component: NoticesPage }),
      noticeSettingsRoute.update({ component: NoticeSettingsPage }),
      accountRoute.update({ component: AccountPage }),
      devicesRoute.update({
        component: lazyRouteComponent(() => import('./DevicesPage'), 'DevicesPage'),
      }),
      disclosuresRoute.update({ component: DisclosuresPage }),
      contactsRoute.update({ component: ContactsPage }),
      subscriptionsRoute.update({
        component: lazyRouteComponent(() => import('./SubscriptionsPage'), 'SubscriptionsPage'),
      }),
      peopleRoute.update({ component: PeoplePage }),
    ]),
  ]),
]);

/** Any error of a portal page; an expired session leads to login and back. */
function PortalProblem({ error }: { error: unknown }) {
  const router = useRouter();
  const here = window.location.pathname + window.location.search;
  return (
    <ProblemScreen
      error={error}
      onRetry={() => router.invalidate()}
      homeHref={BASE}
      loginHref={`${BASE}/login?next=${encodeURIComponent(here)}`}
    />
  );
}

export function createPortalRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    basepath: BASE,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: SkeletonPage,
    defaultPendingMs: 150,
    defaultErrorComponent: PortalProblem,
    defaultNotFoundComponent: () => <PortalProblem error={new ApiError(404, {})} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
