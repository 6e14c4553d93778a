import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { SkeletonCards } from '@/components/Skeleton';
import styles from '@/features/desk/admin/Admin.module.css';
import {
  type Permission,
  permissionsQuery,
  proposalsAboutQuery,
  type RoleRow,
  type RoleVersion,
  roleQuery,
  roleVersionsQuery,
} from '@/features/desk/admin/api';
import { ProposalCard } from '@/features/desk/admin/ProposalCard';
import { type Draft, RoleEditor } from '@/features/desk/admin/RoleEditor';
import { RoleHistory } from '@/features/desk/admin/RoleHistory';
import { RoleMatrix } from '@/features/desk/admin/RoleMatrix';
import { Trouble } from '@/features/desk/Trouble';
import { spaced } from '@/lib/text';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/admin';
import { td } from '@/messages/desk';
import { roleRoute } from './routes/staff';

/** One role: what it may, what would change, and what it was. */
export function RolePage() {
  const { code } = roleRoute.useParams();
  const permissions = useQuery(permissionsQuery);
  const role = useQuery({ ...roleQuery(code), enabled: code !== 'new' });
  const error = permissions.error ?? (code === 'new' ? null : role.error);
  if (error) return <Trouble error={error} onRetry={() => void role.refetch()} />;
  if (!permissions.data || (code !== 'new' && !role.data)) return <SkeletonCards count={2} />;
  const known = permissions.data.items ?? [];
  if (code === 'new' || !role.data) return <NewRole permissions={known} />;
  return (
    <Role
      key={role.data.version}
      role={role.data.value}
      version={role.data.version}
      permissions={known}
    />
  );
}

function NewRole({ permissions }: { permissions: readonly Permission[] }) {
  const heading = usePageTitle(ta('role.add'), td('desk.title'));
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>({ name: '', grants: [], reason: '' });
  return (
    <div className={styles.stack}>
      <h1 ref={heading} tabIndex={-1}>
        {ta('role.add')}
      </h1>
      <p className={styles.lead}>{ta('role.lead')}</p>
      <RoleEditor
        was={{ name: '', grants: [] }}
        permissions={permissions}
        draft={draft}
        onDraft={setDraft}
        onProposed={() => void navigate({ to: '/admin/proposals', search: { show: 'all' } })}
      />
    </div>
  );
}

interface Props {
  role: RoleRow;
  version: string;
  permissions: readonly Permission[];
}

function Role({ role, version, permissions }: Props) {
  const heading = usePageTitle(role.name, td('desk.title'));
  const was = { name: role.name, grants: role.grants ?? [] };
  const fresh: Draft = { ...was, grants: [...was.grants], reason: '' };
  const [draft, setDraft] = useState(fresh);
  const versions = useQuery(roleVersionsQuery(role.code));
  const about = useQuery(proposalsAboutQuery(role.code));
  const open = (about.data?.items ?? []).filter((one) => one.state === 'open');
  const may = role.can?.includes('propose');
  const restore = (old: RoleVersion) => {
    setDraft({
      name: old.name,
      grants: [...(old.grants ?? [])],
      reason: ta('role.restore.reason', { version: old.version }),
    });
    heading.current?.scrollIntoView();
  };
  return (
    <div className={styles.stack}>
      <div className={styles.top}>
        <h1 ref={heading} tabIndex={-1}>
          {role.name}
        </h1>
        <p className={styles.note}>
          {[
            ta(`role.origin.${role.origin}`),
            spaced(ta('role.versionOf', { version: role.version })),
            role.mandate
              ? ta('role.mandate')
              : spaced(ta('role.holdersOf', { count: role.holders })),
          ].join(ta('word.comma'))}
        </p>
      </div>
      {open.map((one) => (
        <ProposalCard key={one.id} proposal={one} permissions={permissions} />
      ))}
      {may ? (
        <RoleEditor
          was={was}
          role={role.code}
          version={version}
          permissions={permissions}
          draft={draft}
          onDraft={setDraft}
          onProposed={() => setDraft(fresh)}
        />
      ) : (
        <RoleMatrix permissions={permissions} grants={was.grants} />
      )}
      <h2>{ta('role.history')}</h2>
      {versions.error ? <Trouble error={versions.error} onRetry={versions.refetch} /> : null}
      <RoleHistory
        versions={versions.data?.items ?? []}
        permissions={permissions}
        onRestore={may ? restore : undefined}
      />
    </div>
  );
}
