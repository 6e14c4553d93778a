import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { Empty } from '@/components/Empty';
import styles from '@/features/desk/admin/Admin.module.css';
import { type RoleRow, rolesQuery } from '@/features/desk/admin/api';
import { type Column, DataTable } from '@/features/desk/list/DataTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { spaced } from '@/lib/text';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/admin';
import { td } from '@/messages/desk';
import { useCan } from './useCan';

const columns: Column<RoleRow>[] = [
  {
    key: 'name',
    title: ta('role.name'),
    required: true,
    width: '11rem',
    render: (role) => (
      <Link to="/admin/roles/$code" params={{ code: role.code }}>
        {role.name}
      </Link>
    ),
  },
  {
    key: 'grants',
    title: ta('role.grants'),
    right: true,
    width: '6rem',
    render: (role) => role.grants?.length ?? 0,
  },
  {
    key: 'holders',
    title: ta('role.holders'),
    right: true,
    width: '7rem',
    render: (role) =>
      role.mandate ? (
        ta('role.mandate')
      ) : (
        <Link to="/admin/staff" search={{ role: role.code }}>
          {role.holders}
        </Link>
      ),
  },
  {
    key: 'origin',
    title: ta('role.origin'),
    width: '8rem',
    render: (role) => ta(`role.origin.${role.origin}`),
  },
  {
    key: 'version',
    title: ta('role.version'),
    width: '7rem',
    render: (role) => spaced(ta('role.versionOf', { version: role.version })),
  },
];

/** The roles of this office. */
export function RolesPage() {
  const heading = usePageTitle(ta('admin.roles'), td('desk.title'));
  const { data, error, refetch } = useQuery(rolesQuery);
  const can = useCan();
  const navigate = useNavigate();
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {ta('admin.roles')}
          </h1>
        }
      >
        {can('account.role.edit') ? (
          <Button
            type="primary"
            onClick={() => navigate({ to: '/admin/roles/$code', params: { code: 'new' } })}
          >
            {ta('role.add')}
          </Button>
        ) : null}
      </PageHead>
      <p className={styles.lead}>{ta('role.lead')}</p>
      <DataTable
        label={ta('role.list')}
        columns={columns}
        rows={data ? (data.items ?? []) : undefined}
        rowKey={(role) => role.code}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={ta('role.empty.title')} text={ta('role.empty.text')} />}
        onOpen={(role) => void navigate({ to: '/admin/roles/$code', params: { code: role.code } })}
      />
    </ListPage>
  );
}
