import { PhoneOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { ColumnChoice } from '@/features/desk/list/ColumnChoice';
import { ExportButton } from '@/features/desk/list/ExportButton';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useColumns } from '@/features/desk/list/useColumns';
import { useList } from '@/features/desk/list/useList';
import { enterprisesQuery } from '@/features/desk/registry/api';
import { registryColumns } from '@/features/desk/registry/columns';
import { PhoneSearch } from '@/features/desk/registry/PhoneSearch';
import { RegistryFilters } from '@/features/desk/registry/RegistryFilters';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tp } from '@/messages/privacyDesk';
import { registryRoute } from './routes/registry';
import { useCan } from './useCan';

/** The registry of enterprises. */
export function RegistryPage() {
  const heading = usePageTitle(td('nav.enterprises'), td('desk.title'));
  const list = useList(registryRoute.useSearch());
  const query = useQuery(enterprisesQuery(list.search));
  const { data } = query;
  const columns = useColumns('enterprises', registryColumns);
  const navigate = useNavigate();
  const can = useCan();
  const [calling, setCalling] = useState(false);
  const filtered = Object.keys(filtersOf(list.search)).length > 0;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {td('nav.enterprises')}
          </h1>
        }
      >
        {can('enterprise.contact.reveal') ? (
          <Button icon={<PhoneOutlined aria-hidden />} onClick={() => setCalling(true)}>
            {tp('phone.open')}
          </Button>
        ) : null}
        <ColumnChoice columns={registryColumns} {...columns} />
        {can('enterprise.export') ? (
          <ExportButton
            path="/enterprises/export"
            kind="enterprise.list"
            query={{ ...filtersOf(list.search), sort: list.search.sort }}
            total={data?.total}
          />
        ) : null}
      </PageHead>
      <RegistryFilters list={list} />
      <PagedTable
        list={list}
        query={query}
        label={td('nav.enterprises')}
        columns={columns.shown}
        rowKey={(row) => row.uscc}
        sort={list.search.sort}
        onSort={(sort) => list.change({ sort: sort as typeof list.search.sort })}
        onOpen={(row) => navigate({ to: '/enterprises/$uscc', params: { uscc: row.uscc } })}
        empty={
          filtered ? (
            <Empty title={td('registry.noneFound')} text={td('registry.noneFound.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : (
            <Empty title={td('registry.empty')} text={td('registry.empty.text')}>
              {can('enterprise.import') ? (
                <Button type="primary" onClick={() => navigate({ to: '/imports' })}>
                  {td('registry.empty.import')}
                </Button>
              ) : null}
            </Empty>
          )
        }
      />
      {calling ? <PhoneSearch onClose={() => setCalling(false)} /> : null}
    </ListPage>
  );
}
