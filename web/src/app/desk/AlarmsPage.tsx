import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { Empty } from '@/components/Empty';
import { AlarmActs } from '@/features/desk/alarms/AlarmActs';
import { AlarmFacts } from '@/features/desk/alarms/AlarmFacts';
import styles from '@/features/desk/alarms/Alarms.module.css';
import {
  type Alarm,
  type AlarmCase,
  alarmCasesQuery,
  alarmQuery,
  alarmsQuery,
  narrowed,
  useRefresh,
} from '@/features/desk/alarms/api';
import { STATES } from '@/features/desk/alarms/search';
import { type Column, DataTable } from '@/features/desk/list/DataTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useList } from '@/features/desk/list/useList';
import { Trouble } from '@/features/desk/Trouble';
import { formatMoment } from '@/features/desk/time';
import { usePageTitle } from '@/lib/usePageTitle';
import { tw } from '@/messages/alarm';
import { td } from '@/messages/desk';
import { alarmRoute, alarmsRoute } from './routes/appeal';
import { useCan } from './useCan';

const columns: Column<Alarm>[] = [
  {
    key: 'alarm',
    title: tw('column.alarm'),
    required: true,
    width: '10rem',
    render: (row) => (
      <>
        <Link to="/appeal-alarms/$id" params={{ id: row.id }}>
          {row.kind_label}
        </Link>
        <small className={styles.small}>{row.department}</small>
      </>
    ),
  },
  {
    key: 'cases',
    title: tw('column.cases'),
    required: true,
    right: true,
    width: '4rem',
    render: (row) => (
      <Link
        to="/appeal-alarms/$id"
        params={{ id: row.id }}
        className={styles.number}
        aria-label={tw('cases.of', {
          kind: row.kind_label,
          department: row.department,
          count: row.cases,
        })}
      >
        {row.cases}
      </Link>
    ),
  },
  {
    key: 'state',
    title: tw('column.state'),
    required: true,
    width: '8rem',
    render: (row) => row.state_label,
  },
  {
    key: 'raised',
    title: tw('column.raised'),
    width: '8rem',
    render: (row) => formatMoment(row.raised_at),
  },
];

/** Alarms that figures are not honest, the newest first. */
export function AlarmsPage() {
  const heading = usePageTitle(tw('title'), td('desk.title'));
  const search = alarmsRoute.useSearch();
  const navigate = alarmsRoute.useNavigate();
  const { data, error, refetch } = useQuery(alarmsQuery);
  const can = useCan();
  const refresh = useRefresh();
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tw('title')}
          </h1>
        }
      >
        <Link to="/appeal-alarms/rules">{tw('rules.title')}</Link>
        {can('appeal.alarm.keep') ? (
          <Button loading={refresh.isPending} onClick={() => refresh.mutate()}>
            {tw('refresh')}
          </Button>
        ) : null}
      </PageHead>
      <p className={styles.lead}>{tw('lead')}</p>
      {refresh.error ? <Trouble error={refresh.error} onRetry={() => refresh.mutate()} /> : null}
      <div className={styles.acts}>
        <Segmented
          aria-label={tw('states')}
          value={search.state ?? 'all'}
          options={[
            { value: 'all', label: tw('state.all') },
            ...STATES.map((state) => ({ value: state, label: tw(`state.${state}`) })),
          ]}
          onChange={(value) => {
            const state = STATES.find((one) => one === value);
            void navigate({ search: state ? { state } : {}, replace: true });
          }}
        />
      </div>
      <DataTable
        label={tw('title')}
        columns={columns}
        rows={data && narrowed(data, search)}
        rowKey={(row) => row.id}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={tw('empty')} text={tw('empty.text')} />}
      />
    </ListPage>
  );
}

const caseColumns: Column<AlarmCase>[] = [
  {
    key: 'case',
    title: tw('cases.case'),
    required: true,
    width: '15rem',
    render: (row) => (
      <>
        <Link to="/appeals/$id" params={{ id: row.id }}>
          {row.title}
        </Link>
        <small className={styles.small}>{`${row.number} · ${row.kind_label}`}</small>
      </>
    ),
  },
  {
    key: 'state',
    title: tw('cases.state'),
    required: true,
    width: '7rem',
    render: (row) => row.closing_label || row.state_label,
  },
  {
    key: 'received',
    title: tw('cases.received'),
    width: '8rem',
    render: (row) => formatMoment(row.received_at),
  },
  {
    key: 'closed',
    title: tw('cases.closed'),
    width: '8rem',
    render: (row) => formatMoment(row.closed_at),
  },
];

/** One alarm: what it is, what became of it, and its cases. */
export function AlarmPage() {
  const { id } = alarmRoute.useParams();
  const list = useList(alarmRoute.useSearch());
  const { data: alarm, error, refetch } = useQuery(alarmQuery(id));
  const cases = useQuery(alarmCasesQuery(id, list.search));
  const heading = usePageTitle(alarm?.kind_label ?? tw('title'), td('desk.title'));
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {alarm?.kind_label ?? tw('title')}
          </h1>
        }
      >
        <Link to="/appeal-alarms">{tw('back')}</Link>
      </PageHead>
      {!alarm && error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {alarm ? (
        <>
          <AlarmActs alarm={alarm} onReload={() => void refetch()} />
          <AlarmFacts alarm={alarm} />
          <h2>{tw('cases.title')}</h2>
          <PagedTable
            list={list}
            query={cases}
            label={tw('cases.title')}
            columns={caseColumns}
            inline
            rowKey={(row) => row.id}
            empty={<Empty title={tw('empty')} />}
          />
        </>
      ) : null}
    </ListPage>
  );
}
