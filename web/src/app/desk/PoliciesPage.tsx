import { ApartmentOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Empty } from '@/components/Empty';
import { policiesQuery } from '@/features/desk/library/api';
import { policyColumns } from '@/features/desk/library/columns';
import { PolicyFilters } from '@/features/desk/library/PolicyFilters';
import { ColumnChoice } from '@/features/desk/list/ColumnChoice';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useColumns } from '@/features/desk/list/useColumns';
import { useList } from '@/features/desk/list/useList';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tl } from '@/messages/library';
import { tk } from '@/messages/libraryDesk';
import { policiesRoute } from './routes/policy';
import { Tabs } from './Tabs';
import { useCan } from './useCan';

/** The library of policies, and what of it somebody should look at again. */
export function PoliciesPage() {
  const heading = usePageTitle(tl('policies.title'), td('desk.title'));
  const list = useList(policiesRoute.useSearch());
  const navigate = policiesRoute.useNavigate();
  const query = useQuery(policiesQuery(list.search));
  const columns = useColumns('policies', policyColumns);
  const can = useCan();
  const { due, mine, ...narrowed } = filtersOf(list.search);
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tl('policies.title')}
          </h1>
        }
      >
        <ColumnChoice columns={policyColumns} {...columns} />
        {can('policy.library.edit') ? (
          <>
            <Button
              icon={<ApartmentOutlined aria-hidden />}
              onClick={() => void navigate({ to: '/policies/themes' })}
            >
              {tk('list.themes')}
            </Button>
            <Button
              icon={<ImportOutlined aria-hidden />}
              onClick={() => void navigate({ to: '/policies/import' })}
            >
              {tk('list.import')}
            </Button>
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => void navigate({ to: '/policies/new' })}
            >
              {tk('list.add')}
            </Button>
          </>
        ) : null}
      </PageHead>
      <Tabs
        label={tk('list.which')}
        tabs={[
          {
            key: 'all',
            label: tk('list.all'),
            link: { to: '/policies', search: {} },
            open: !due && !mine,
          },
          {
            key: 'mine',
            label: tk('list.mine'),
            link: { to: '/policies', search: { due: 'true', mine: 'true' } },
            open: Boolean(due && mine),
          },
          {
            key: 'due',
            label: tk('list.due'),
            link: { to: '/policies', search: { due: 'true' } },
            open: Boolean(due && !mine),
          },
        ]}
      />
      <PolicyFilters list={list} />
      <PagedTable
        list={list}
        query={query}
        label={tl('policies.title')}
        columns={columns.shown}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/policies/$id', params: { id: row.id } })}
        empty={
          Object.keys(narrowed).length > 0 ? (
            <Empty title={tk('list.none.title')} text={tk('list.none.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : due ? (
            <Empty title={tk('list.clear.title')} text={tk('list.clear.text')} />
          ) : (
            <Empty title={tk('list.empty.title')} text={tk('list.empty.text')} />
          )
        }
      />
    </ListPage>
  );
}
