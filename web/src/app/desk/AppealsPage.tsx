import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { AppealFilters } from '@/features/desk/appeals/AppealFilters';
import styles from '@/features/desk/appeals/Appeals.module.css';
import { appealsQuery, type Row } from '@/features/desk/appeals/api';
import { BulkDispatch } from '@/features/desk/appeals/BulkDispatch';
import { columns, narrowed } from '@/features/desk/appeals/columns';
import { KeysHelp } from '@/features/desk/appeals/KeysHelp';
import { ownBox, traysOf } from '@/features/desk/appeals/search';
import { Trays } from '@/features/desk/appeals/Trays';
import { useRowKeys } from '@/features/desk/appeals/useRowKeys';
import { SaveView, Views } from '@/features/desk/appeals/Views';
import { ExportAppeals } from '@/features/desk/exchange/ExportAppeals';
import { ColumnChoice } from '@/features/desk/list/ColumnChoice';
import { type Column, DataTable } from '@/features/desk/list/DataTable';
import { FilterBar, ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { SearchInput } from '@/features/desk/list/SearchInput';
import { useColumns } from '@/features/desk/list/useColumns';
import { useList } from '@/features/desk/list/useList';
import { filtersOf } from '@/lib/search';
import { useNarrow } from '@/lib/useMedia';
import { usePageTitle } from '@/lib/usePageTitle';
import { tb } from '@/messages/appealBeside';
import { tq } from '@/messages/appealDesk';
import { td } from '@/messages/desk';
import { tx } from '@/messages/exchange';
import { appealsRoute } from './routes/appeal';
import { useCan } from './useCan';

/** The inbox of appeals: trays, the cases in one of them, and dispatching several at once. */
export function AppealsPage() {
  const heading = usePageTitle(tq('title'), td('desk.title'));
  const list = useList(appealsRoute.useSearch(), ['box']);
  const navigate = useNavigate();
  const can = useCan();
  const narrow = useNarrow();
  const own = ownBox(can);
  const box = list.search.box ?? own;
  const query = useQuery(appealsQuery(list.search, own));
  const { data, error, refetch, isPlaceholderData } = query;
  const rows = data?.items ?? [];
  const shown = useColumns('appeals', columns);
  const [marked, setMarked] = useState<readonly Row[]>([]);
  const [dispatching, setDispatching] = useState(false);
  const [help, setHelp] = useState(false);
  const mayDispatch = can('appeal.dispatch');
  const isMarked = (id: string) => marked.some((row) => row.id === id);
  // What was marked in one tray is not dispatched from another by mistake.
  const [markedIn, setMarkedIn] = useState(box);
  if (markedIn !== box) {
    setMarkedIn(box);
    setMarked([]);
  }
  const mark = (row: Row) =>
    setMarked((before) =>
      isMarked(row.id) ? before.filter((one) => one.id !== row.id) : [...before, row],
    );
  useRowKeys({
    rows: rows.map((row) => row.id),
    onMark: mayDispatch
      ? (id) => {
          const row = rows.find((one) => one.id === id);
          if (row) mark(row);
        }
      : undefined,
    onHelp: () => setHelp(true),
  });
  const { box: _, ...rest } = filtersOf(list.search);
  const { q: __, ...others } = rest;
  const filtered = Object.keys(rest).length > 0;

  const choice: Column<Row> = {
    key: 'mark',
    title: tq('row.mark'),
    width: '3rem',
    render: (row) => (
      <Checkbox
        aria-label={tq('row.markOf', { number: row.number })}
        checked={isMarked(row.id)}
        onChange={() => mark(row)}
      />
    ),
  };
  const marking = mayDispatch ? [choice, ...shown.shown] : shown.shown;

  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tq('title')}
          </h1>
        }
      >
        {can('appeal.import') ? (
          <Button onClick={() => void navigate({ to: '/appeals/import' })}>
            {tx('import.title')}
          </Button>
        ) : null}
        {can('appeal.export') && !list.search.q ? (
          <ExportAppeals search={list.search} box={box} total={data?.total ?? 0} />
        ) : null}
        {can('appeal.template') ? (
          <Button onClick={() => void navigate({ to: '/appeals/templates' })}>
            {tb('template.title')}
          </Button>
        ) : null}
        {can('appeal.receive') ? (
          <Button type="primary" onClick={() => void navigate({ to: '/appeals/new' })}>
            {tb('record.title')}
          </Button>
        ) : null}
        <Button className={styles.keysButton ?? ''} onClick={() => setHelp(true)}>
          {tq('keys.title')}
        </Button>
      </PageHead>
      <Trays boxes={traysOf(can)} open={box} />
      <Views search={list.search} own={own} />
      <FilterBar
        search={
          <SearchInput
            label={tq('search')}
            value={list.search.q ?? ''}
            onSearch={(q) => list.change({ q })}
          />
        }
        active={Object.keys(others).length}
        clearable={filtered}
        onClear={list.clear}
      >
        <AppealFilters search={list.search} onChange={list.change} />
        <ColumnChoice columns={columns} {...shown} />
        <SaveView search={list.search} own={own} />
      </FilterBar>
      {marked.length > 0 ? (
        <div className={styles.bulk} role="status">
          {tq('bulk.marked', { count: marked.length })}
          <Button type="primary" onClick={() => setDispatching(true)}>
            {tq('bulk.act')}
          </Button>
          <Button onClick={() => setMarked([])}>{tq('bulk.clear')}</Button>
        </div>
      ) : null}
      <DataTable
        label={tq(`box.${box}`)}
        columns={narrow ? narrowed(shown.shown) : marking}
        rows={data ? rows : undefined}
        rowKey={(row) => row.id}
        sort={list.search.sort}
        onSort={(sort) => list.change({ sort: sort === 'due' ? 'due' : undefined })}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={`${box} ${list.place.page}`}
        onOpen={(row) => void navigate({ to: '/appeals/$id', params: { id: row.id } })}
        empty={
          filtered ? (
            <Empty title={tq('none.title')} text={tq('none.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : (
            <Empty title={tq(`empty.${box}`)} text={tq(`empty.${box}.text`)} />
          )
        }
      />
      <Pager list={list} query={query} />
      {dispatching ? (
        <BulkDispatch
          rows={marked.map((row) => rows.find((now) => now.id === row.id) ?? row)}
          onClose={() => setDispatching(false)}
          onDone={(ids) => setMarked((before) => before.filter((row) => !ids.includes(row.id)))}
        />
      ) : null}
      {help ? <KeysHelp onClose={() => setHelp(false)} /> : null}
    </ListPage>
  );
}
