import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { Empty } from '@/components/Empty';
import { type Column, DataTable } from '@/features/desk/list/DataTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useList } from '@/features/desk/list/useList';
import { type Handover, handoverQuery, handoversQuery } from '@/features/desk/org/api';
import styles from '@/features/desk/org/Org.module.css';
import { formatMoment } from '@/features/desk/time';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';
import { handoverRoute, handoversRoute } from './routes/staff';

const COLUMNS: Array<Column<Handover>> = [
  {
    key: 'who',
    title: to('handover.who'),
    required: true,
    width: '7rem',
    render: (row) => (
      <Link to="/handovers/$id" params={{ id: row.id }}>
        {row.staff.name}
      </Link>
    ),
  },
  {
    key: 'what',
    title: to('handover.what'),
    width: '5rem',
    render: (row) => to(`handover.${row.kind}`),
  },
  { key: 'from', title: to('handover.from'), width: '12rem', render: (row) => row.department.name },
  {
    key: 'to',
    title: to('handover.to'),
    width: '12rem',
    render: (row) => row.to_department?.name ?? '',
  },
  {
    key: 'items',
    title: to('handover.items'),
    width: '6rem',
    render: (row) => to('handover.count', { count: row.items?.length ?? 0 }),
  },
  { key: 'by', title: to('handover.by'), width: '6rem', render: (row) => row.by.name },
  { key: 'at', title: to('handover.at'), width: '8rem', render: (row) => formatMoment(row.at) },
];

/** Every handover, the newest first. */
export function HandoversPage() {
  const heading = usePageTitle(to('handover.title'), td('desk.title'));
  const list = useList(handoversRoute.useSearch());
  const query = useQuery(handoversQuery(list.search));
  const navigate = useNavigate();
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {to('handover.title')}
          </h1>
        }
      />
      <PagedTable
        list={list}
        query={query}
        label={to('handover.list')}
        columns={COLUMNS}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate({ to: '/handovers/$id', params: { id: row.id } })}
        empty={
          <Empty title={to('handover.empty')} text={to('handover.empty.text')}>
            <Button onClick={() => navigate({ to: '/people' })}>{to('people.title')}</Button>
          </Empty>
        }
      />
    </ListPage>
  );
}

/** One handover, as it was done. */
export function HandoverRecordPage() {
  const { id } = handoverRoute.useParams();
  const { data } = useSuspenseQuery(handoverQuery(id));
  const title = to('handover.record', {
    name: data.staff.name,
    kind: to(`handover.${data.kind}`),
  });
  const heading = usePageTitle(title, td('desk.title'));
  return (
    <div className={styles.page}>
      <Link to="/handovers">
        <ArrowLeftOutlined aria-hidden /> {to('handover.back')}
      </Link>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <section className={styles.card} aria-label={to('org.facts')}>
        <dl className={styles.facts}>
          <dt>{to('handover.who')}</dt>
          <dd>
            <Link to="/people/$id" params={{ id: data.staff.id }}>
              {data.staff.name}
            </Link>
          </dd>
          <dt>{to('handover.from')}</dt>
          <dd>{data.department.name}</dd>
          {data.to_department ? (
            <>
              <dt>{to('handover.to')}</dt>
              <dd>{data.to_department.name}</dd>
            </>
          ) : null}
          <dt>{to('handover.at')}</dt>
          <dd>{formatMoment(data.at)}</dd>
          <dt>{to('handover.by')}</dt>
          <dd>{data.by.name}</dd>
          {data.note ? (
            <>
              <dt>{to('handover.note')}</dt>
              <dd>{data.note}</dd>
            </>
          ) : null}
        </dl>
      </section>
      <section className={styles.card} aria-label={to('handover.items')}>
        <h2>{to('handover.items')}</h2>
        <DataTable
          inline
          label={to('handover.items')}
          rows={data.items ?? []}
          rowKey={(row) => `${row.kind} ${row.label}`}
          empty={to('wizard.sentence.nothing')}
          columns={[
            {
              key: 'work',
              title: to('handover.work'),
              required: true,
              width: '14rem',
              render: (row) => row.label,
            },
            {
              key: 'receiver',
              title: to('handover.receiver'),
              width: '8rem',
              render: (row) =>
                row.receiver ? (
                  <Link to="/people/$id" params={{ id: row.receiver.id }}>
                    {row.receiver.name}
                  </Link>
                ) : (
                  to('handover.vacant')
                ),
            },
          ]}
        />
      </section>
    </div>
  );
}
