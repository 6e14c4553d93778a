import {
  AlertOutlined,
  ApartmentOutlined,
  ApiOutlined,
  AuditOutlined,
  BookOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  EnvironmentOutlined,
  ExportOutlined,
  FileDoneOutlined,
  FileSearchOutlined,
  HomeOutlined,
  IdcardOutlined,
  ImportOutlined,
  MessageOutlined,
  NodeIndexOutlined,
  PieChartOutlined,
  PushpinOutlined,
  QrcodeOutlined,
  RiseOutlined,
  SafetyOutlined,
  SlidersOutlined,
  SolutionOutlined,
  SwapOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { ta } from '@/messages/admin';
import { tw } from '@/messages/alarm';
import { tq } from '@/messages/appealDesk';
import { tc } from '@/messages/deadline';
import { td } from '@/messages/desk';
import { tx } from '@/messages/exchange';
import { tf } from '@/messages/figure';
import { tg } from '@/messages/guideDesk';
import { tk } from '@/messages/issue';
import { tl } from '@/messages/library';
import { tm } from '@/messages/noticeDesk';
import { to } from '@/messages/org';
import { ts } from '@/messages/place';
import { tp } from '@/messages/privacyDesk';
import { tr } from '@/messages/reach';
import { ti } from '@/messages/signal';
import { tt } from '@/messages/threshold';

export interface NavItem {
  to:
    | '/'
    | '/enterprises'
    | '/imports'
    | '/measures'
    | '/policies'
    | '/guides'
    | '/places'
    | '/appeals'
    | '/appeal-board'
    | '/appeal-rates'
    | '/appeal-signals'
    | '/appeal-issues'
    | '/appeal-checks'
    | '/appeal-thresholds'
    | '/appeal-alarms'
    | '/deadlines'
    | '/reach'
    | '/match-runs'
    | '/org'
    | '/people'
    | '/handovers'
    | '/tasks'
    | '/exports'
    | '/admin/audit'
    | '/admin/notices'
    | '/exchange'
    | '/admin/staff'
    | '/admin/roles'
    | '/admin/proposals';
  label: string;
  icon: ReactNode;
  /** The permissions of which one opens the page; none for everybody. */
  needs?: string | readonly string[];
  /** Items of a group stand together under its name. */
  group?: string;
  /** Shows how many proposals or appeals wait for this person. */
  counts?: 'proposals' | 'appeals';
}

export const NAV: readonly NavItem[] = [
  { to: '/', label: td('nav.home'), icon: <HomeOutlined aria-hidden /> },
  {
    to: '/appeals',
    label: tq('title'),
    icon: <CustomerServiceOutlined aria-hidden />,
    needs: 'appeal.read',
    counts: 'appeals',
  },
  {
    to: '/appeal-board',
    label: tf('board.title'),
    icon: <DashboardOutlined aria-hidden />,
    needs: 'appeal.figure.read',
  },
  {
    to: '/appeal-rates',
    label: tf('rates.title'),
    icon: <PieChartOutlined aria-hidden />,
    needs: 'appeal.figure.read',
  },
  {
    to: '/appeal-signals',
    label: ti('title'),
    icon: <RiseOutlined aria-hidden />,
    needs: 'appeal.signal.read',
  },
  {
    to: '/appeal-issues',
    label: tk('title'),
    icon: <PushpinOutlined aria-hidden />,
    needs: 'appeal.issue.read',
  },
  {
    to: '/appeal-checks',
    label: tt('checks.title'),
    icon: <FileSearchOutlined aria-hidden />,
    needs: 'appeal.dispatch',
  },
  {
    to: '/appeal-thresholds',
    label: tt('title'),
    icon: <SlidersOutlined aria-hidden />,
    needs: 'appeal.threshold',
  },
  {
    to: '/appeal-alarms',
    label: tw('title'),
    icon: <AlertOutlined aria-hidden />,
    needs: 'appeal.alarm.read',
  },
  {
    to: '/enterprises',
    label: td('nav.enterprises'),
    icon: <DatabaseOutlined aria-hidden />,
    needs: 'enterprise.read',
  },
  {
    to: '/imports',
    label: td('nav.imports'),
    icon: <ImportOutlined aria-hidden />,
    needs: 'enterprise.import',
  },
  {
    to: '/measures',
    label: td('nav.measures'),
    icon: <FileDoneOutlined aria-hidden />,
    needs: 'policy.read',
  },
  {
    to: '/reach',
    label: tr('title'),
    icon: <SolutionOutlined aria-hidden />,
    needs: 'policy.read',
  },
  {
    to: '/policies',
    label: tl('policies.title'),
    icon: <BookOutlined aria-hidden />,
    needs: 'policy.read',
  },
  {
    to: '/guides',
    label: tg('guides.title'),
    icon: <QrcodeOutlined aria-hidden />,
    needs: 'policy.read',
  },
  {
    to: '/places',
    label: ts('places.title'),
    icon: <EnvironmentOutlined aria-hidden />,
    needs: 'appeal.place.read',
  },
  {
    to: '/deadlines',
    label: tc('title'),
    icon: <CalendarOutlined aria-hidden />,
    needs: 'deadline.read',
  },
  {
    to: '/match-runs',
    label: td('nav.runs'),
    icon: <NodeIndexOutlined aria-hidden />,
    needs: 'policy.read',
  },
  {
    to: '/org',
    label: to('org.title'),
    icon: <ApartmentOutlined aria-hidden />,
    needs: 'org.read',
  },
  {
    to: '/people',
    label: to('people.title'),
    icon: <TeamOutlined aria-hidden />,
    needs: 'org.read',
  },
  {
    to: '/handovers',
    label: to('handover.title'),
    icon: <SwapOutlined aria-hidden />,
    needs: 'org.handover',
  },
  {
    to: '/exports',
    label: tp('export.title'),
    icon: <ExportOutlined aria-hidden />,
    needs: 'export.read',
  },
  {
    to: '/tasks',
    label: td('nav.tasks'),
    icon: <UnorderedListOutlined aria-hidden />,
    needs: 'task.read',
  },
  {
    to: '/admin/staff',
    label: ta('admin.staff'),
    icon: <IdcardOutlined aria-hidden />,
    needs: 'account.read',
    group: ta('admin.group'),
  },
  {
    to: '/admin/roles',
    label: ta('admin.roles'),
    icon: <SafetyOutlined aria-hidden />,
    needs: 'account.read',
    group: ta('admin.group'),
  },
  {
    to: '/admin/proposals',
    label: ta('admin.proposals'),
    icon: <CheckSquareOutlined aria-hidden />,
    needs: 'account.read',
    group: ta('admin.group'),
    counts: 'proposals',
  },
  {
    to: '/admin/notices',
    label: tm('title'),
    icon: <MessageOutlined aria-hidden />,
    needs: ['notify.template.edit', 'notify.delivery.read'],
    group: ta('admin.group'),
  },
  {
    to: '/exchange',
    label: tx('partner.title'),
    icon: <ApiOutlined aria-hidden />,
    needs: 'appeal.partner.edit',
    group: ta('admin.group'),
  },
  {
    to: '/admin/audit',
    label: td('nav.audit'),
    icon: <AuditOutlined aria-hidden />,
    needs: 'audit.read',
    group: ta('admin.group'),
  },
];
