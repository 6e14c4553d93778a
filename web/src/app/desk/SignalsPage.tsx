import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { MergeDialog } from '@/features/desk/appeals/MergeDialog';
import { ProposeDialog, type Start } from '@/features/desk/issues/ProposeDialog';
import type { Column } from '@/features/desk/list/DataTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useList } from '@/features/desk/list/useList';
import {
  type SignalCase,
  signalCasesQuery,
  signalsQuery,
  useRefresh,
} from '@/features/desk/signals/api';
import { GroupTable } from '@/features/desk/signals/GroupTable';
import { RisingList } from '@/features/desk/signals/RisingList';
import styles from '@/features/desk/signals/Signals.module.css';
import { Trouble } from '@/features/desk/Trouble';
import { formatMoment } from '@/features/desk/time';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { ti } from '@/messages/signal';
import { signalCasesRoute, signalsRoute } from './routes/appeal';
import { useCan } from './useCan';

/** What many report at once: topics that rise, and cases that are alike. */
export function SignalsPage() {
  const heading = usePageTitle(ti('title'), td('desk.title'));
  const search = signalsRoute.useSearch();
  const navigate = signalsRoute.useNavigate();
  const { message } = App.useApp();
  const { data, error, refetch, isPlaceholderData } = useQuery(signalsQuery(search));
  const refresh = useRefresh();
  const keeps = useCan()('appeal.issue.keep');
  const [listed, setListed] = useState<Start>();
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {ti('title')}
          </h1>
        }
      >
        <span className={styles.asOf}>
          {data ? (data.at ? ti('asOf', { at: formatMoment(data.at) }) : ti('never')) : null}
          <Button
            loading={refresh.isPending}
            onClick={() =>
              refresh.mutate(undefined, {
                onSuccess: ({ texts }) => void message.success(ti('refreshed', { count: texts })),
              })
            }
          >
            {ti('refresh')}
          </Button>
        </span>
      </PageHead>
      <p className={styles.lead}>{ti('lead')}</p>
      {refresh.error ? <Trouble error={refresh.error} onRetry={() => refresh.mutate()} /> : null}
      <div className={styles.head}>
        <h2>{ti('rising.title')}</h2>
      </div>
      <p className={styles.lead}>{ti('rising.how')}</p>
      {data ? (
        <RisingList
          signals={data}
          onList={
            keeps
              ? ({ id, sentence, topic_label, place }) =>
                  setListed({
                    signal: id,
                    said: sentence,
                    title: [place, topic_label.split(' / ').at(-1)].filter(Boolean).join('：'),
                  })
              : undefined
          }
        />
      ) : null}
      <div className={styles.head}>
        <h2>{ti('groups.title')}</h2>
        <Segmented
          aria-label={ti('groups.days')}
          value={search.days ?? '30'}
          options={[
            { value: '30', label: ti('groups.days.30') },
            { value: '90', label: ti('groups.days.90') },
          ]}
          onChange={(days) =>
            void navigate({
              search: days === '90' ? { days } : {},
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      {data && data.total > data.groups.length ? (
        <p className={styles.lead}>
          {ti('groups.more', { total: data.total, shown: data.groups.length })}
        </p>
      ) : null}
      <GroupTable
        groups={data?.groups}
        search={search}
        stale={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onList={
          keeps
            ? ({ id, title, topic }) => setListed({ signal: id, title, topic: topic ?? '' })
            : undefined
        }
      />
      {listed ? <ProposeDialog start={listed} onClose={() => setListed(undefined)} /> : null}
    </ListPage>
  );
}

const columns: Column<SignalCase>[] = [
  {
    key: 'case',
    title: ti('cases.case'),
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
    title: ti('cases.state'),
    required: true,
    width: '6rem',
    render: (row) => row.state_label,
  },
  { key: 'firm', title: ti('cases.firm'), width: '12rem', render: (row) => row.enterprise },
  { key: 'lead', title: ti('cases.lead'), width: '10rem', render: (row) => row.lead_name },
  {
    key: 'received',
    title: ti('cases.received'),
    width: '8rem',
    render: (row) => formatMoment(row.received_at),
  },
];

/** The cases behind a signal: as many rows as it said, to be merged from here. */
export function SignalCasesPage() {
  const heading = usePageTitle(ti('cases.title'), td('desk.title'));
  const { id } = signalCasesRoute.useParams();
  const search = signalCasesRoute.useSearch();
  const list = useList(search);
  const query = useQuery(signalCasesQuery(id, list.search));
  const { data } = query;
  const [merging, setMerging] = useState(false);
  const open = (data?.items ?? []).filter((row) => row.can.includes('merge'));
  const main = open.at(-1);
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {ti('cases.title')}
          </h1>
        }
      >
        <Link to="/appeal-signals" search={search.days ? { days: search.days } : {}}>
          {ti('cases.back')}
        </Link>
        {main && open.length > 1 ? (
          <Button title={ti('cases.merge.hint')} onClick={() => setMerging(true)}>
            {ti('cases.merge', { count: open.length })}
          </Button>
        ) : null}
      </PageHead>
      {main && open.length > 1 ? <p className={styles.lead}>{ti('cases.merge.hint')}</p> : null}
      <PagedTable
        list={list}
        query={query}
        label={ti('cases.title')}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<Empty title={ti('cases.empty')} text={ti('cases.empty.text')} />}
      />
      {merging && main ? (
        <MergeDialog
          appeal={main}
          suggested={open.filter((row) => row.id !== main.id)}
          onClose={() => setMerging(false)}
        />
      ) : null}
    </ListPage>
  );
}
