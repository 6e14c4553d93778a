import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { SubmitDrafts } from '@/features/desk/life/SubmitDrafts';
import { ColumnChoice } from '@/features/desk/list/ColumnChoice';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useColumns } from '@/features/desk/list/useColumns';
import { useList } from '@/features/desk/list/useList';
import { StartRun } from '@/features/desk/match-runs/StartRun';
import { measuresQuery } from '@/features/desk/measures/api';
import { measureColumns } from '@/features/desk/measures/columns';
import { ExportList } from '@/features/desk/measures/ExportList';
import { ImportMeasures } from '@/features/desk/measures/ImportMeasures';
import { MeasureFilters } from '@/features/desk/measures/MeasureFilters';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { te } from '@/messages/editor';
import { measuresRoute } from './routes/policy';
import { useCan } from './useCan';

/** The measures with the numbers of the latest run. */
export function MeasuresPage() {
  const heading = usePageTitle(td('nav.measures'), td('desk.title'));
  const list = useList(measuresRoute.useSearch());
  const navigate = measuresRoute.useNavigate();
  const query = useQuery(measuresQuery(list.search));
  const { data } = query;
  const columns = useColumns('measures', measureColumns);
  const [importing, setImporting] = useState(false);
  const can = useCan();
  const filtered = Object.keys(filtersOf(list.search)).length > 0;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {td('nav.measures')}
          </h1>
        }
      >
        <ColumnChoice columns={measureColumns} {...columns} />
        {list.search.state === 'draft' ? (
          <SubmitDrafts
            drafts={(data?.items ?? []).filter((row) => (row.can ?? []).includes('submit'))}
          />
        ) : null}
        <ExportList search={list.search} total={data?.total ?? 0} />
        {can('policy.edit') ? (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate({ to: '/measures/new' })}
          >
            {te('entry.new')}
          </Button>
        ) : null}
        {can('policy.import') ? (
          <Button icon={<ImportOutlined aria-hidden />} onClick={() => setImporting(true)}>
            {td('measures.import')}
          </Button>
        ) : null}
        {can('policy.match') ? (
          <StartRun onStarted={() => void navigate({ to: '/match-runs' })} />
        ) : null}
      </PageHead>
      <MeasureFilters list={list} />
      <PagedTable
        list={list}
        query={query}
        label={td('nav.measures')}
        columns={columns.shown}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/measures/$id', params: { id: row.id } })}
        empty={
          filtered ? (
            <Empty title={td('measures.noneFound')} text={td('measures.noneFound.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : (
            <Empty title={td('measures.empty')} text={td('measures.empty.text')} />
          )
        }
      />
      <ImportMeasures open={importing} onClose={() => setImporting(false)} />
    </ListPage>
  );
}
