import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import styles from '@/features/desk/admin/Admin.module.css';
import {
  departmentsQuery,
  rolesQuery,
  STATUSES,
  type StaffRow,
  type StaffSearch,
  staffQuery,
  useCreateStaff,
} from '@/features/desk/admin/api';
import { statusWord } from '@/features/desk/admin/words';
import { clearable } from '@/features/desk/list/clearable';
import type { Column } from '@/features/desk/list/DataTable';
import { FilterBar, ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { SearchInput } from '@/features/desk/list/SearchInput';
import { type List, useList } from '@/features/desk/list/useList';
import { StateMark } from '@/features/desk/StateMark';
import { formatMoment } from '@/features/desk/time';
import { fieldProblem } from '@/lib/problem';
import { filtersOf } from '@/lib/search';
import { spaced } from '@/lib/text';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/admin';
import { td } from '@/messages/desk';
import { accountsRoute } from './routes/staff';
import { useCan } from './useCan';

const columns: Column<StaffRow>[] = [
  {
    key: 'name',
    title: ta('staff.name'),
    required: true,
    width: '7rem',
    render: (one) => (
      <Link to="/admin/staff/$id" params={{ id: one.id }}>
        {one.name}
      </Link>
    ),
  },
  { key: 'login', title: ta('staff.login'), width: '8rem', render: (one) => one.login },
  {
    key: 'department',
    title: ta('staff.department'),
    width: '13rem',
    render: (one) => one.department.name,
  },
  {
    key: 'roles',
    title: ta('staff.roles'),
    width: '12rem',
    render: (one) =>
      (one.roles ?? []).map((role) => role.name).join(ta('word.list')) || ta('staff.roles.none'),
  },
  {
    key: 'status',
    title: ta('staff.status'),
    width: '7rem',
    render: (one) => (
      <StateMark
        state={one.status === 'active' ? 'done' : 'withdrawn'}
        word={statusWord(one.status)}
      />
    ),
  },
  {
    key: 'last',
    title: ta('staff.lastLogin'),
    width: '9rem',
    render: (one) => formatMoment(one.last_login_at) || ta('staff.lastLogin.never'),
  },
];

/** Everybody who works here, and whether they may come in. */
export function StaffPage() {
  const heading = usePageTitle(ta('admin.staff'), td('desk.title'));
  const list = useList(accountsRoute.useSearch());
  const query = useQuery(staffQuery(list.search));
  const can = useCan();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const open = (id: string) => void navigate({ to: '/admin/staff/$id', params: { id } });
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {ta('admin.staff')}
          </h1>
        }
      >
        {can('account.staff.edit') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {ta('staff.add')}
          </Button>
        ) : null}
      </PageHead>
      <Filters list={list} />
      <PagedTable
        list={list}
        query={query}
        label={ta('staff.list')}
        columns={columns}
        rowKey={(one) => one.id}
        empty={<Empty title={ta('staff.empty.title')} text={ta('staff.empty.text')} />}
        onOpen={(one) => open(one.id)}
      />
      {adding ? <AddStaff onClose={() => setAdding(false)} onAdded={open} /> : null}
    </ListPage>
  );
}

function Filters({ list }: { list: List<StaffSearch> }) {
  const { search, change } = list;
  const roles = useQuery(rolesQuery);
  const departments = useQuery(departmentsQuery);
  const { q, ...others } = filtersOf(search);
  const active = Object.keys(others).length;
  return (
    <FilterBar
      search={
        <SearchInput
          label={ta('staff.search')}
          value={search.q ?? ''}
          onSearch={(words) => change({ q: words })}
        />
      }
      active={active}
      clearable={active > 0 || q !== undefined}
      onClear={list.clear}
    >
      <Select
        className={styles.filter}
        aria-label={ta('staff.department')}
        placeholder={ta('staff.department')}
        allowClear={clearable}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={search.department ?? null}
        options={(departments.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        onChange={(department) => change({ department: department ?? undefined })}
      />
      <Select
        className={styles.filter}
        aria-label={ta('staff.roles')}
        placeholder={ta('staff.roles')}
        allowClear={clearable}
        popupMatchSelectWidth={false}
        value={search.role ?? null}
        options={(roles.data?.items ?? [])
          .filter((one) => !one.mandate)
          .map((one) => ({ value: one.code, label: one.name }))}
        onChange={(role) => change({ role: role ?? undefined })}
      />
      <Select
        className={styles.narrow}
        aria-label={ta('staff.status')}
        placeholder={ta('staff.status')}
        allowClear={clearable}
        value={search.status ?? null}
        options={STATUSES.map((status) => ({ value: status, label: statusWord(status) }))}
        onChange={(status) => change({ status: status ?? undefined })}
      />
      <Select
        className={styles.narrow}
        aria-label={ta('staff.factor')}
        placeholder={ta('staff.factor')}
        allowClear={clearable}
        value={search.second_factor ?? null}
        options={(['yes', 'no'] as const).map((value) => ({
          value,
          label: ta(`staff.factor.${value}`),
        }))}
        onChange={(factor) => change({ second_factor: factor ?? undefined })}
      />
      <Select
        className={styles.filter}
        aria-label={ta('staff.idle')}
        placeholder={ta('staff.idle')}
        allowClear={clearable}
        value={search.idle ?? null}
        options={[
          { value: '30' as const, label: spaced(ta('staff.idle.30')) },
          { value: '90' as const, label: spaced(ta('staff.idle.90')) },
        ]}
        onChange={(idle) => change({ idle: idle ?? undefined })}
      />
    </FilterBar>
  );
}

function AddStaff({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const { message } = App.useApp();
  const departments = useQuery(departmentsQuery);
  const [draft, setDraft] = useState({ login: '', name: '', department: '' });
  const adding = useCreateStaff();
  const add = () =>
    adding.mutate(draft, {
      onSuccess: (one) => {
        void message.success(ta('staff.added'));
        onAdded(one.id);
      },
    });
  const fields = [
    ['name', ta('staff.name'), undefined],
    ['login', ta('staff.login'), ta('staff.add.hint')],
  ] as const;
  return (
    <Modal
      open
      title={ta('staff.add')}
      okText={ta('staff.add')}
      cancelText={ta('act.cancel')}
      confirmLoading={adding.isPending}
      onOk={add}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <p>{ta('staff.add.lead')}</p>
        {fields.map(([key, label, hint]) => (
          <Field key={key} label={label} hint={hint} error={fieldProblem(adding.error, key)}>
            {(control) => (
              <input
                {...control}
                autoComplete="off"
                autoCapitalize="none"
                value={draft[key]}
                onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label={ta('staff.department')}>
          {(control) => (
            <select
              {...control}
              value={draft.department}
              onChange={(event) => setDraft({ ...draft, department: event.target.value })}
            >
              <option value="">{ta('staff.department.none')}</option>
              {(departments.data?.items ?? []).map((one) => (
                <option key={one.id} value={one.code}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <ProblemNote error={adding.error} />
      </div>
    </Modal>
  );
}
