import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import {
  type Issue,
  type IssueCase,
  issueCasesQuery,
  issueQuery,
  issuesQuery,
} from '@/features/desk/issues/api';
import { Effect } from '@/features/desk/issues/Effect';
import { IssueActs } from '@/features/desk/issues/IssueActs';
import { IssueFacts, Measures, Story } from '@/features/desk/issues/IssueFacts';
import styles from '@/features/desk/issues/Issues.module.css';
import { ProposeDialog } from '@/features/desk/issues/ProposeDialog';
import { type IssueCasesSearch, month, STATES } from '@/features/desk/issues/search';
import type { Column } from '@/features/desk/list/DataTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { useList } from '@/features/desk/list/useList';
import { Trouble } from '@/features/desk/Trouble';
import { formatMoment } from '@/features/desk/time';
import { formatDate, formatMonth } from '@/lib/date';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tk } from '@/messages/issue';
import { issueCasesRoute, issueRoute, issuesRoute } from './routes/appeal';
import { useCan } from './useCan';

const columns: Column<Issue>[] = [
  {
    key: 'issue',
    title: tk('column.issue'),
    required: true,
    width: '16rem',
    render: (row) => (
      <>
        <Link to="/appeal-issues/$id" params={{ id: row.id }}>
          {row.title}
        </Link>
        <small className={styles.small}>
          {[row.topic_label, row.place].filter(Boolean).join(' · ')}
        </small>
      </>
    ),
  },
  {
    key: 'state',
    title: tk('column.state'),
    required: true,
    width: '6rem',
    render: (row) => (
      <>
        {row.state_label}
        {row.late ? <strong className={styles.late}> {tk('late')}</strong> : null}
      </>
    ),
  },
  {
    key: 'month',
    title: tk('column.month'),
    width: '6rem',
    render: (row) => formatMonth(row.month),
  },
  {
    key: 'lead',
    title: tk('column.lead'),
    width: '10rem',
    render: (row) => row.lead?.name ?? tk('nobody'),
  },
  {
    key: 'due',
    title: tk('column.due'),
    width: '8rem',
    render: (row) => (row.due ? formatDate(row.due) : ''),
  },
  {
    key: 'measures',
    title: tk('column.measures'),
    width: '7rem',
    render: ({ measures }) => {
      const counted = measures.filter(({ state }) => state !== 'dropped');
      if (counted.length === 0) return '';
      const done = counted.filter(({ state }) => state === 'done').length;
      return tk('measured', { done, all: counted.length });
    },
  },
];

/** What is asked for again and again, the latest month first. */
export function IssuesPage() {
  const heading = usePageTitle(tk('title'), td('desk.title'));
  const search = issuesRoute.useSearch();
  const navigate = issuesRoute.useNavigate();
  const list = useList(search);
  const query = useQuery(issuesQuery(list.search));
  const can = useCan();
  const keeps = can('appeal.issue.keep');
  const [proposing, setProposing] = useState(false);
  const narrow = (patch: Partial<typeof search>) => {
    const { cursor: _, page: __, ...rest } = search;
    void navigate({ search: { ...rest, ...patch }, replace: true });
  };
  const filtered = search.month !== undefined || search.state !== undefined;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tk('title')}
          </h1>
        }
      >
        {keeps ? <Button onClick={() => setProposing(true)}>{tk('propose')}</Button> : null}
      </PageHead>
      <p className={styles.lead}>
        {tk(can('appeal.issue.report') && !keeps ? 'lead.own' : 'lead')}
      </p>
      <div className={styles.choices}>
        <input
          type="month"
          aria-label={tk('month')}
          value={search.month ?? ''}
          onChange={(event) => narrow({ month: month(event.target.value) })}
        />
        {search.month ? (
          <Button onClick={() => narrow({ month: undefined })}>{tk('month.all')}</Button>
        ) : null}
        <Select
          aria-label={tk('state')}
          className={styles.choose ?? ''}
          value={search.state ?? ''}
          options={[
            { value: '', label: tk('state.all') },
            ...STATES.map((state) => ({ value: state, label: tk(`state.${state}`) })),
          ]}
          onChange={(state) => narrow({ state: STATES.find((one) => one === state) })}
        />
      </div>
      <PagedTable
        list={list}
        query={query}
        label={tk('title')}
        columns={columns}
        rowKey={(row) => row.id}
        empty={
          <Empty
            title={tk('empty')}
            text={tk(filtered ? 'empty.filter' : keeps ? 'empty.keep' : 'empty.other')}
          />
        }
      />
      {proposing ? <ProposeDialog start={{}} onClose={() => setProposing(false)} /> : null}
    </ListPage>
  );
}

/** One issue: what it is, what is done, and what came of it. */
export function IssuePage() {
  const { id } = issueRoute.useParams();
  const { data: issue, error, refetch } = useQuery(issueQuery(id));
  const heading = usePageTitle(issue?.title ?? tk('title'), td('desk.title'));
  const reload = () => void refetch();
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {issue?.title ?? tk('title')}
          </h1>
        }
      >
        <Link to="/appeal-issues">{tk('back')}</Link>
      </PageHead>
      {!issue && error ? <Trouble error={error} onRetry={reload} /> : null}
      {issue ? (
        <>
          <IssueActs issue={issue} onReload={reload} />
          <IssueFacts issue={issue} />
          <Effect issue={issue} />
          {issue.begun_at ? <Measures issue={issue} onReload={reload} /> : null}
          <Story steps={issue.steps} />
        </>
      ) : null}
    </ListPage>
  );
}

const caseColumns: Column<IssueCase>[] = [
  {
    key: 'case',
    title: tk('cases.case'),
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
    title: tk('cases.state'),
    required: true,
    width: '6rem',
    render: (row) => row.state_label,
  },
  { key: 'lead', title: tk('cases.lead'), width: '10rem', render: (row) => row.lead_name },
  {
    key: 'received',
    title: tk('cases.received'),
    width: '8rem',
    render: (row) => formatMoment(row.received_at),
  },
];

const titleOf = ({ part, week }: IssueCasesSearch) =>
  part === 'week'
    ? tk('cases.week', { from: formatDate(week ?? '') })
    : tk(`cases.${part ?? 'basis'}`);

/** The cases behind one number of an issue: as many rows as it said. */
export function IssueCasesPage() {
  const { id } = issueCasesRoute.useParams();
  const search = issueCasesRoute.useSearch();
  const list = useList(search);
  const query = useQuery(issueCasesQuery(id, list.search));
  const title = titleOf(search);
  const heading = usePageTitle(title, td('desk.title'));
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        }
      >
        <Link to="/appeal-issues/$id" params={{ id }}>
          {tk('cases.back')}
        </Link>
      </PageHead>
      <PagedTable
        list={list}
        query={query}
        label={tk('cases.title')}
        columns={caseColumns}
        rowKey={(row) => row.id}
        empty={<Empty title={tk('cases.empty')} />}
      />
    </ListPage>
  );
}
