import {
  AuditOutlined,
  DatabaseOutlined,
  FileDoneOutlined,
  HomeOutlined,
  ImportOutlined,
  NodeIndexOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { td } from '@/messages/desk';

export interface NavItem {
  to: '/' | '/enterprises' | '/imports' | '/measures' | '/match-runs' | '/tasks' | '/admin/audit';
  label: string;
  icon: ReactNode;
  /** The permission without which the page would be refused; none for everybody. */
  needs?: string;
}

export const NAV: readonly NavItem[] = [
  { to: '/', label: td('nav.home'), icon: <HomeOutlined aria-hidden /> },
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
    to: '/match-runs',
    label: td('nav.runs'),
    icon: <NodeIndexOutlined aria-hidden />,
    needs: 'policy.read',
  },
  {
    to: '/tasks',
    label: td('nav.tasks'),
    icon: <UnorderedListOutlined aria-hidden />,
    needs: 'task.read',
  },
  {
    to: '/admin/audit',
    label: td('nav.audit'),
    icon: <AuditOutlined aria-hidden />,
    needs: 'audit.read',
  },
];
