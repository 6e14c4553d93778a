import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Segmented, Select } from 'antd';
import { Empty } from '@/components/Empty';
import { CodeSelect } from '@/features/desk/list/CodeSelect';
import { clearable } from '@/features/desk/list/clearable';
import { DataTable } from '@/features/desk/list/DataTable';
import { FilterBar, ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { SearchInput } from '@/features/desk/list/SearchInput';
import { type List, useList } from '@/features/desk/list/useList';
import { type ReachSummary, reachQuery, reachSummaryQuery } from '@/features/desk/reach/api';
import { reachColumns } from '@/features/desk/reach/columns';
import styles from '@/features/desk/reach/Reach.module.css';
import { Stages } from '@/features/desk/reach/Stages';
import type { ReachSearch } from '@/features/desk/reach/search';
import { formatMoment } from '@/features/desk/time';
import { groupDigits } from '@/lib/money';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tr } from '@/messages/reach';
import { reachRoute } from './routes/policy';
import { useCan } from './useCan';

/** Who can have what: the list with which officers go from door to door. */
export function ReachPage() {
  const heading = usePageTitle(tr('title'), td('desk.title'));
  const list = useList(reachRoute.useSearch());
  const query = useQuery(reachQuery(list.search));
  const { data, error, refetch, isPlaceholderData } = query;
  const summary = useQuery(reachSummaryQuery(list.search)).data;
  const filtered = Object.keys(filtersOf(list.search)).length > 0;
  return (
    <div className={styles.paper}>
      <ListPage>
        <PageHead
          title={
            <h1 ref={heading} tabIndex={-1}>
              {tr('title')}
            </h1>
          }
        >
          <Button
            className={styles.screen ?? ''}
            icon={<PrinterOutlined aria-hidden />}
            onClick={() => window.print()}
          >
            {tr('print')}
          </Button>
        </PageHead>
        <p className={styles.lead}>
          {tr('lead')}
          {summary?.run_at ? tr('run.at', { at: formatMoment(summary.run_at) }) : null}
          {list.search.list && summary && summary.fresh_at !== summary.run_at
            ? summary.fresh_at
              ? tr('fresh.at', { at: formatMoment(summary.fresh_at) })
              : tr('fresh.gone')
            : null}
        </p>
        <div className={styles.screen}>
          <Filters list={list} summary={summary} />
        </div>
        {summary ? (
          <Stages
            summary={summary}
            chosen={list.search.stage}
            onChoose={(stage) => list.change({ stage })}
          />
        ) : null}
        <DataTable
          label={tr('list')}
          columns={reachColumns}
          rows={data ? (data.items ?? []) : undefined}
          rowKey={(row) => `${row.uscc} ${row.measure}`}
          error={error}
          onRetry={() => void refetch()}
          stale={isPlaceholderData}
          page={list.place.page}
          empty={
            filtered ? (
              <Empty title={tr('noneFound')} text={tr('noneFound.text')}>
                <Button onClick={list.clear}>{td('list.clear')}</Button>
              </Empty>
            ) : (
              <Empty title={tr('empty')} text={tr('empty.text')} />
            )
          }
        />
        <div className={styles.screen}>
          <Pager list={list} query={query} />
        </div>
      </ListPage>
    </div>
  );
}

interface FilterProps {
  list: List<ReachSearch>;
  summary: ReachSummary | undefined;
}

function Filters({ list, summary }: FilterProps) {
  const { search, change } = list;
  const can = useCan();
  const active = [search.list, search.area, search.measure, search.division].filter(Boolean).length;
  const measures = (summary?.measures ?? []).filter((m) => m.rows > 0 || m.id === search.measure);
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
      clearable={Object.keys(filtersOf(search)).length > 0}
      onClear={list.clear}
    >
      <Segmented
        aria-label={tr('list')}
        value={search.list ?? 'all'}
        options={[
          { value: 'all', label: tr('list.all') },
          { value: 'fresh', label: tr(search.run ? 'list.fresh.then' : 'list.fresh') },
        ]}
        onChange={(next) =>
          change({ list: next === 'fresh' ? 'fresh' : undefined, run: undefined })
        }
      />
      {can('policy.reach') ? (
        <Checkbox
          checked={search.area === 'mine'}
          onChange={(event) => change({ area: event.target.checked ? 'mine' : undefined })}
        >
          {tr('mine')}
        </Checkbox>
      ) : null}
      <Select
        className={styles.measure ?? ''}
        aria-label={tr('measure')}
        placeholder={tr('measure')}
        allowClear={clearable}
        popupMatchSelectWidth={false}
        value={search.measure ?? null}
        options={measures.map((m) => ({
          value: m.id,
          label: tr('measure.option', { title: m.title, n: groupDigits(String(m.rows)) }),
        }))}
        onChange={(measure) => change({ measure: measure ?? undefined })}
      />
      <CodeSelect
        tree="division"
        label={td('registry.division')}
        value={search.division}
        onChange={(division) => change({ division })}
        className={styles.division}
      />
    </FilterBar>
  );
}
