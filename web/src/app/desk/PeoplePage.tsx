import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { clearable } from '@/features/desk/list/clearable';
import type { Column } from '@/features/desk/list/DataTable';
import { FilterBar, ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { SearchInput } from '@/features/desk/list/SearchInput';
import { useList } from '@/features/desk/list/useList';
import { type PersonRow, peopleQuery } from '@/features/desk/org/api';
import styles from '@/features/desk/org/Org.module.css';
import { NewPerson } from '@/features/desk/org/PersonForms';
import { StatusTag } from '@/features/desk/org/StatusTag';
import { STATUSES } from '@/features/desk/org/search';
import { DepartmentSelect } from '@/features/desk/org/selects';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';
import { peopleRoute } from './routes/staff';
import { useCan } from './useCan';

const COLUMNS: Array<Column<PersonRow>> = [
  {
    key: 'name',
    title: to('people.name'),
    required: true,
    width: '7rem',
    render: (row) => (
      <Link to="/people/$id" params={{ id: row.id }}>
        {row.name}
      </Link>
    ),
  },
  { key: 'dept', title: to('people.dept'), width: '13rem', render: (row) => row.department.name },
  {
    key: 'post',
    title: to('people.post'),
    width: '11rem',
    render: (row) =>
      (row.posts ?? [])
        .flatMap((one) =>
          one.post
            ? [one.kind === 'part' ? to('people.part', { name: one.post.name }) : one.post.name]
            : [],
        )
        .join('、'),
  },
  {
    key: 'serves',
    title: to('people.serves'),
    width: '7rem',
    render: (row) => (row.serves > 0 ? to('people.serves.count', { count: row.serves }) : ''),
  },
  {
    key: 'status',
    title: to('people.status'),
    width: '5rem',
    render: (row) => <StatusTag status={row.status} />,
  },
  { key: 'login', title: to('people.login'), width: '8rem', render: (row) => row.login },
];

/** Everybody who works here, as far as one may see. */
export function PeoplePage() {
  const heading = usePageTitle(to('people.title'), td('desk.title'));
  const list = useList(peopleRoute.useSearch());
  const query = useQuery(peopleQuery(list.search));
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const can = useCan();
  const { q, ...others } = filtersOf(list.search);
  const active = Object.keys(others).length;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {to('people.title')}
          </h1>
        }
      >
        {can('org.edit') ? (
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
            {to('people.add')}
          </Button>
        ) : null}
      </PageHead>
      <FilterBar
        search={
          <SearchInput
            label={to('people.search')}
            value={list.search.q ?? ''}
            onSearch={(words) => list.change({ q: words })}
          />
        }
        active={active}
        clearable={active > 0 || q !== undefined}
        onClear={list.clear}
      >
        <DepartmentSelect
          className={styles.filter}
          label={to('people.department')}
          value={list.search.department}
          onChange={(department) => list.change({ department })}
        />
        <Select
          className={styles.narrow ?? ''}
          aria-label={to('people.status')}
          placeholder={to('people.status')}
          allowClear={clearable}
          value={list.search.status ?? null}
          options={STATUSES.map((status) => ({ value: status, label: to(`status.${status}`) }))}
          onChange={(status) => list.change({ status: status ?? undefined })}
        />
      </FilterBar>
      <PagedTable
        list={list}
        query={query}
        label={to('people.title')}
        columns={COLUMNS}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate({ to: '/people/$id', params: { id: row.id } })}
        empty={
          active > 0 || q !== undefined ? (
            <Empty title={to('people.noneFound')} text={to('people.noneFound.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : (
            <Empty title={to('people.empty')} text={to('people.empty.text')} />
          )
        }
      />
      {adding ? (
        <NewPerson
          department={list.search.department}
          onClose={() => setAdding(false)}
          onDone={(id) => navigate({ to: '/people/$id', params: { id } })}
        />
      ) : null}
    </ListPage>
  );
}
