import type { QueryClient } from '@tanstack/react-query';
import { createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { SkeletonCards } from '@/components/Skeleton';
import { ApiError } from '@/lib/problem';
import { plainSearch } from '@/lib/search';
import { DeskLayout } from './DeskLayout';
import { DeskLogin } from './DeskLogin';
import { DeskProblem } from './DeskProblem';
import {
  alarmRoute,
  alarmRulesRoute,
  alarmsRoute,
  appealBoardRoute,
  appealChecksRoute,
  appealDefinitionsRoute,
  appealExclusionsRoute,
  appealImportRoute,
  appealNewRoute,
  appealRateCasesRoute,
  appealRatesRoute,
  appealRoute,
  appealsRoute,
  appealTemplatesRoute,
  appealThresholdsRoute,
  deadlinesRoute,
  exchangePartnerRoute,
  exchangeRoute,
  issueCasesRoute,
  issueRoute,
  issuesRoute,
  placesRoute,
  signalCasesRoute,
  signalsRoute,
} from './routes/appeal';
import {
  noticeCareRoute,
  noticeChannelsRoute,
  noticeDeliveriesRoute,
  noticeSettingsRoute,
  noticesRoute,
  noticeTemplateRoute,
  noticeTemplatesRoute,
} from './routes/notice';
import {
  guideRoute,
  guidesRoute,
  measureContentRoute,
  measureDefinitionRoute,
  measureEditRoute,
  measureNewRoute,
  measureReachRoute,
  measureResultRoute,
  measureRoute,
  measureSimulationRoute,
  measuresRoute,
  policiesRoute,
  policyEditRoute,
  policyImportRoute,
  policyNewRoute,
  policyRoute,
  reachRoute,
  runsRoute,
  themesRoute,
} from './routes/policy';
import { enterpriseRoute, importRoute, importsRoute, registryRoute } from './routes/registry';
import {
  accountRoute,
  BASE,
  homeRoute,
  loginRoute,
  mustRoute,
  resetRoute,
  rootRoute,
  staffRoute,
  tasksRoute,
} from './routes/session';
import {
  accountsRoute,
  auditRoute,
  exportsRoute,
  handoverRoute,
  handoversRoute,
  memberRoute,
  orgImportRoute,
  orgRoute,
  peopleRoute,
  personRoute,
  proposalsRoute,
  roleRoute,
  rolesRoute,
  wizardRoute,
} from './routes/staff';

// Each page is a piece of script of its own, fetched when its link is pointed at.
const routeTree = rootRoute.addChildren([
  loginRoute.update({ component: DeskLogin }),
  mustRoute.update({ component: lazyRouteComponent(() => import('./MustPage'), 'MustPage') }),
  resetRoute.update({
    component: lazyRouteComponent(() => import('./ResetPage'), 'ResetPage'),
  }),
  staffRoute.update({ component: DeskLayout }).addChildren([
    homeRoute.update({
      component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
    }),
    accountRoute.update({
      component: lazyRouteComponent(() => import('./AccountPage'), 'AccountPage'),
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
    orgRoute.update({
      component: lazyRouteComponent(() => import('./OrgPage'), 'OrgPage'),
    }),
    orgImportRoute.update({
      component: lazyRouteComponent(() => import('./OrgImportPage'), 'OrgImportPage'),
    }),
    peopleRoute.update({
      component: lazyRouteComponent(() => import('./PeoplePage'), 'PeoplePage'),
    }),
    personRoute.update({
      component: lazyRouteComponent(() => import('./PersonPage'), 'PersonPage'),
    }),
    wizardRoute.update({
      component: lazyRouteComponent(() => import('./HandoverWizard'), 'HandoverWizard'),
    }),
    handoversRoute.update({
      component: lazyRouteComponent(() => import('./HandoversPage'), 'HandoversPage'),
    }),
    handoverRoute.update({
      component: lazyRouteComponent(() => import('./HandoversPage'), 'HandoverRecordPage'),
    }),
    exportsRoute.update({
      component: lazyRouteComponent(() => import('./ExportsPage'), 'ExportsPage'),
    }),
    noticesRoute.update({
      component: lazyRouteComponent(() => import('./NoticesPage'), 'NoticesPage'),
    }),
    noticeSettingsRoute.update({
      component: lazyRouteComponent(() => import('./NoticesPage'), 'NoticeSettingsPage'),
    }),
    tasksRoute.update({
      component: lazyRouteComponent(() => import('./TasksPage'), 'TasksPage'),
    }),
    reachRoute.update({
      component: lazyRouteComponent(() => import('./ReachPage'), 'ReachPage'),
    }),
    appealBoardRoute.update({
      component: lazyRouteComponent(() => import('./AppealBoardPage'), 'AppealBoardPage'),
    }),
    appealRatesRoute.update({
      component: lazyRouteComponent(() => import('./AppealRatesPage'), 'AppealRatesPage'),
    }),
    appealExclusionsRoute.update({
      component: lazyRouteComponent(() => import('./AppealExclusionsPage'), 'AppealExclusionsPage'),
    }),
    appealRateCasesRoute.update({
      component: lazyRouteComponent(() => import('./AppealRatesPage'), 'AppealRateCasesPage'),
    }),
    appealDefinitionsRoute.update({
      component: lazyRouteComponent(
        () => import('./AppealDefinitionsPage'),
        'AppealDefinitionsPage',
      ),
    }),
    alarmsRoute.update({
      component: lazyRouteComponent(() => import('./AlarmsPage'), 'AlarmsPage'),
    }),
    alarmRulesRoute.update({
      component: lazyRouteComponent(() => import('./AlarmRulesPage'), 'AlarmRulesPage'),
    }),
    alarmRoute.update({
      component: lazyRouteComponent(() => import('./AlarmsPage'), 'AlarmPage'),
    }),
    issuesRoute.update({
      component: lazyRouteComponent(() => import('./IssuesPage'), 'IssuesPage'),
    }),
    issueRoute.update({
      component: lazyRouteComponent(() => import('./IssuesPage'), 'IssuePage'),
    }),
    issueCasesRoute.update({
      component: lazyRouteComponent(() => import('./IssuesPage'), 'IssueCasesPage'),
    }),
    signalsRoute.update({
      component: lazyRouteComponent(() => import('./SignalsPage'), 'SignalsPage'),
    }),
    signalCasesRoute.update({
      component: lazyRouteComponent(() => import('./SignalsPage'), 'SignalCasesPage'),
    }),
    appealsRoute.update({
      component: lazyRouteComponent(() => import('./AppealsPage'), 'AppealsPage'),
    }),
    exchangeRoute.update({
      component: lazyRouteComponent(() => import('./ExchangePage'), 'ExchangePage'),
    }),
    exchangePartnerRoute.update({
      component: lazyRouteComponent(() => import('./ExchangePartnerPage'), 'ExchangePartnerPage'),
    }),
    appealImportRoute.update({
      component: lazyRouteComponent(() => import('./AppealImportPage'), 'AppealImportPage'),
    }),
    appealTemplatesRoute.update({
      component: lazyRouteComponent(() => import('./AppealTemplatesPage'), 'AppealTemplatesPage'),
    }),
    appealChecksRoute.update({
      component: lazyRouteComponent(() => import('./AppealChecksPage'), 'AppealChecksPage'),
    }),
    appealThresholdsRoute.update({
      component: lazyRouteComponent(() => import('./AppealThresholdsPage'), 'AppealThresholdsPage'),
    }),
    appealNewRoute.update({
      component: lazyRouteComponent(() => import('./AppealNewPage'), 'AppealNewPage'),
    }),
    appealRoute.update({
      component: lazyRouteComponent(() => import('./AppealPage'), 'AppealPage'),
    }),
    placesRoute.update({
      component: lazyRouteComponent(() => import('./PlacesPage'), 'PlacesPage'),
    }),
    deadlinesRoute.update({
      component: lazyRouteComponent(() => import('./DeadlinesPage'), 'DeadlinesPage'),
    }),
    guidesRoute.update({
      component: lazyRouteComponent(() => import('./GuidesPage'), 'GuidesPage'),
    }),
    guideRoute.update({
      component: lazyRouteComponent(() => import('./GuidePage'), 'GuidePage'),
    }),
    policiesRoute.update({
      component: lazyRouteComponent(() => import('./PoliciesPage'), 'PoliciesPage'),
    }),
    themesRoute.update({
      component: lazyRouteComponent(() => import('./ThemesPage'), 'ThemesPage'),
    }),
    policyImportRoute.update({
      component: lazyRouteComponent(() => import('./PolicyImportPage'), 'PolicyImportPage'),
    }),
    policyNewRoute.update({
      component: lazyRouteComponent(() => import('./PolicyEditPage'), 'PolicyNewPage'),
    }),
    policyRoute.update({
      component: lazyRouteComponent(() => import('./PolicyPage'), 'PolicyPage'),
    }),
    policyEditRoute.update({
      component: lazyRouteComponent(() => import('./PolicyEditPage'), 'PolicyEditPage'),
    }),
    measuresRoute.update({
      component: lazyRouteComponent(() => import('./MeasuresPage'), 'MeasuresPage'),
    }),
    measureNewRoute.update({
      component: lazyRouteComponent(() => import('./MeasureNewPage'), 'MeasureNewPage'),
    }),
    measureEditRoute.update({
      component: lazyRouteComponent(() => import('./MeasureEditPage'), 'MeasureEditPage'),
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
        measureReachRoute.update({
          component: lazyRouteComponent(() => import('./MeasureReachPage'), 'MeasureReachPage'),
        }),
        measureSimulationRoute.update({
          component: lazyRouteComponent(() => import('./MeasureTrialPage'), 'MeasureTrialPage'),
        }),
      ]),
    accountsRoute.update({
      component: lazyRouteComponent(() => import('./StaffPage'), 'StaffPage'),
    }),
    memberRoute.update({
      component: lazyRouteComponent(() => import('./MemberPage'), 'MemberPage'),
    }),
    rolesRoute.update({
      component: lazyRouteComponent(() => import('./RolesPage'), 'RolesPage'),
    }),
    roleRoute.update({
      component: lazyRouteComponent(() => import('./RolePage'), 'RolePage'),
    }),
    proposalsRoute.update({
      component: lazyRouteComponent(() => import('./ProposalsPage'), 'ProposalsPage'),
    }),
    runsRoute.update({
      component: lazyRouteComponent(() => import('./MatchRunsPage'), 'MatchRunsPage'),
    }),
    noticeCareRoute
      .update({
        component: lazyRouteComponent(() => import('./NoticeCarePage'), 'NoticeCarePage'),
      })
      .addChildren([
        noticeTemplatesRoute.update({
          component: lazyRouteComponent(() => import('./NoticeCarePage'), 'NoticeTemplatesPage'),
        }),
        noticeDeliveriesRoute.update({
          component: lazyRouteComponent(() => import('./NoticeCarePage'), 'NoticeDeliveriesPage'),
        }),
        noticeChannelsRoute.update({
          component: lazyRouteComponent(() => import('./NoticeCarePage'), 'NoticeChannelsPage'),
        }),
      ]),
    noticeTemplateRoute.update({
      component: lazyRouteComponent(() => import('./NoticeTemplatePage'), 'NoticeTemplatePage'),
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
