import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { Empty } from '@/components/Empty';
import { SkeletonCards } from '@/components/Skeleton';
import { CodeSelect } from '@/features/desk/list/CodeSelect';
import { DataTable } from '@/features/desk/list/DataTable';
import { ExportButton } from '@/features/desk/list/ExportButton';
import { FilterBar } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { Pager } from '@/features/desk/list/Pager';
import { SearchInput } from '@/features/desk/list/SearchInput';
import { type List, useList } from '@/features/desk/list/useList';
import { runsQuery } from '@/features/desk/match-runs/api';
import { StartRun } from '@/features/desk/match-runs/StartRun';
import { nearMissesQuery, resultQuery, resultRowsQuery } from '@/features/desk/measures/api';
import { ResultNumbers } from '@/features/desk/measures/ResultView';
import { nearColumns, resultColumns } from '@/features/desk/measures/resultColumns';
import { type ResultSearch, resultFilter } from '@/features/desk/measures/search';
import { Trouble } from '@/features/desk/Trouble';
import { formatMoment } from '@/features/desk/time';
import { formatDate } from '@/lib/date';
import { td } from '@/messages/desk';
import styles from './ResultPage.module.css';
import { measureResultRoute } from './routes/policy';
import { useCan } from './useCan';

/** What a run made of one measure: the numbers, and the enterprises behind each. */
export function ResultPage() {
  const { id } = measureResultRoute.useParams();
  const list = useList(measureResultRoute.useSearch(), ['run', 'view', 'verdict', 'change']);
  const { data: result, error, refetch } = useQuery(resultQuery(id, list.search.run));
  const navigate = useNavigate();
  const can = useCan();
  if (error && !result) return <Trouble error={error} onRetry={refetch} />;
  if (result === undefined) return <SkeletonCards count={2} />;
  if (result === null) {
    return (
      <Empty title={td('result.none.title')} text={td('result.none.text')}>
        {can('policy.match') ? (
          <StartRun onStarted={() => void navigate({ to: '/match-runs' })} />
        ) : null}
      </Empty>
    );
  }
  return (
    <>
      <ResultNumbers result={result} search={list.search} onChange={list.change} />
      <Filters list={list} asOf={result.run.as_of} at={result.run.at} />
      {list.search.view === 'near' ? (
        <NearMisses id={id} list={list} />
      ) : (
        <Enterprises id={id} list={list} />
      )}
    </>
  );
}

interface PartProps {
  id: string;
  list: List<ResultSearch>;
}

function Filters({ list, asOf, at }: { list: List<ResultSearch>; asOf: string; at: string }) {
  const { search, change } = list;
  const runs = useQuery(runsQuery({ limit: 50 }));
  const done = (runs.data?.items ?? []).filter((run) => run.state === 'done');
  const active = [search.division, search.run].filter(Boolean).length;
  return (
    <FilterBar
      search={
        <SearchInput
          label={td('registry.search')}
          value={search.q ?? ''}
          onSearch={(q) => change({ q })}
        />
      }
      active={active}
      clearable={search.q !== undefined || search.division !== undefined}
      onClear={() => change({ q: undefined, division: undefined })}
    >
      <CodeSelect
        tree="division"
        label={td('registry.division')}
        value={search.division}
        onChange={(division) => change({ division })}
        className={styles.division}
      />
      <Select
        aria-label={td('result.run')}
        className={styles.run ?? ''}
        popupMatchSelectWidth={false}
        value={search.run ?? ''}
        options={[
          {
            value: '',
            label: td('result.latest', { date: formatDate(asOf), at: formatMoment(at) }),
          },
          ...done.slice(1).map((run) => ({
            value: run.id,
            label: td('result.runOf', { date: formatDate(run.as_of), at: formatMoment(run.at) }),
          })),
        ]}
        onChange={(run) => change({ run: run || undefined })}
      />
    </FilterBar>
  );
}

function Enterprises({ id, list }: PartProps) {
  const query = useQuery(resultRowsQuery(id, list.search));
  const { data, error, refetch, isPlaceholderData } = query;
  const navigate = useNavigate();
  const can = useCan();
  return (
    <>
      <DataTable
        label={td('result.enterprises')}
        columns={resultColumns(id)}
        rows={data ? (data.items ?? []) : undefined}
        rowKey={(row) => row.uscc}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={list.place.page}
        onOpen={(row) => void navigate(enterpriseOf(id, row.uscc))}
        empty={
          <Empty title={td('result.noneHere')} text={td('result.noneHere.text')}>
            <Button onClick={() => list.change(NOTHING)}>{td('result.all')}</Button>
          </Empty>
        }
      />
      <Pager
        list={list}
        query={query}
        extra={
          can('policy.export') ? (
            <ExportButton
              path={`/measures/${encodeURIComponent(id)}/result/export`}
              query={resultFilter(list.search)}
              kind="policy.result"
              of={{ measure: id }}
              total={data?.total}
            />
          ) : null
        }
      />
    </>
  );
}

function NearMisses({ id, list }: PartProps) {
  const query = useQuery(nearMissesQuery(id, list.search));
  const navigate = useNavigate();
  return (
    <PagedTable
      list={list}
      query={query}
      label={td('result.nearList')}
      columns={nearColumns(id)}
      rowKey={(row) => row.uscc}
      onOpen={(row) => void navigate(enterpriseOf(id, row.uscc))}
      empty={<Empty title={td('near.none')} text={td('near.none.text')} />}
    />
  );
}

const NOTHING: Partial<ResultSearch> = {
  verdict: undefined,
  change: undefined,
  division: undefined,
  q: undefined,
  view: undefined,
};

const enterpriseOf = (measure: string, uscc: string) =>
  ({
    to: '/enterprises/$uscc',
    params: { uscc },
    search: { tab: 'verdicts', measure },
  }) as const;
