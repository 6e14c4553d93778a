import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { download } from '@/api/download';
import { Empty } from '@/components/Empty';
import { formatDate, formatSpan } from '@/lib/date';
import { groupDigits } from '@/lib/money';
import { describeProblem } from '@/lib/problem';
import { tg } from '@/messages/guideDesk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { type Guide, type GuideMeasure, type GuidePrint, scansQuery } from './api';
import styles from './Guides.module.css';

const measureColumns: Column<GuideMeasure>[] = [
  {
    key: 'title',
    title: tg('guide.measure.title'),
    width: '16rem',
    render: (measure) => (
      <Link to="/measures/$id" params={{ id: measure.id }}>
        {measure.title}
      </Link>
    ),
  },
  {
    key: 'amount',
    title: tg('guide.measure.amount'),
    width: '18rem',
    render: (measure) => measure.amount_text,
  },
  {
    key: 'department',
    title: tg('guide.measure.department'),
    width: '12rem',
    render: (measure) => measure.department,
  },
  {
    key: 'time',
    title: tg('guide.measure.time'),
    width: '13rem',
    render: (measure) =>
      measure.over
        ? `${tg('guide.measure.over')} ${formatSpan(measure.open_from, measure.open_to)}`
        : measure.open_from || measure.open_to
          ? formatSpan(measure.open_from, measure.open_to)
          : tg('guide.measure.noTime'),
  },
  {
    key: 'how',
    title: tg('guide.measure.how'),
    width: '5rem',
    render: (measure) => tg(measure.pinned ? 'guide.measure.pinned' : 'guide.measure.found'),
  },
];

/** What a reader of the guide sees at this moment. */
export function GuideMeasures({ guide }: { guide: Guide }) {
  const missing = guide.missing?.length ?? 0;
  return (
    <section className={styles.section}>
      <h2>{tg('guide.measures')}</h2>
      {missing > 0 ? (
        <p className={styles.note}>{tg('guide.missing', { count: missing })}</p>
      ) : null}
      <DataTable
        inline
        label={tg('guide.measures')}
        columns={measureColumns}
        rows={guide.measures ?? []}
        rowKey={(measure) => measure.id}
        empty={
          <Empty title={tg('guide.measures.empty.title')} text={tg('guide.measures.empty.text')} />
        }
      />
    </section>
  );
}

const FORMS = ['sheet', 'poster'] as const;

function Files({ guide, print }: { guide: Guide; print: GuidePrint }) {
  const { message } = App.useApp();
  const saving = useMutation({
    mutationFn: (form: (typeof FORMS)[number]) =>
      download(`/guides/${guide.code}/prints/${print.number}/file`, { form }),
    onError: (error) => message.error(describeProblem(error).text, 6),
  });
  if (!print.current || !guide.can.includes('print')) return null;
  return (
    <span className={styles.files}>
      {FORMS.map((form) => (
        <Button
          key={form}
          size="small"
          aria-label={tg(`guide.print.${form}Of`, { number: print.number })}
          loading={saving.isPending && saving.variables === form}
          onClick={() => saving.mutate(form)}
        >
          {tg(`guide.print.${form}`)}
        </Button>
      ))}
    </span>
  );
}

/** Every printing of a guide, the newest first. */
export function GuidePrints({ guide }: { guide: Guide }) {
  const columns: Column<GuidePrint>[] = [
    {
      key: 'number',
      title: tg('guide.print.number'),
      right: true,
      width: '5rem',
      render: (print) => print.number,
    },
    {
      key: 'at',
      title: tg('guide.print.at'),
      width: '10rem',
      render: (print) => formatMoment(print.at),
    },
    { key: 'by', title: tg('guide.print.by'), width: '8rem', render: (print) => print.by },
    {
      key: 'state',
      title: tg('guide.print.state'),
      width: '10rem',
      render: (print) => (
        <StateMark
          state={print.current ? 'done' : 'warning'}
          word={tg(print.current ? 'guide.print.current' : 'guide.print.old')}
        />
      ),
    },
    {
      key: 'files',
      title: tg('guide.print.files'),
      width: '12rem',
      render: (print) => <Files guide={guide} print={print} />,
    },
  ];
  return (
    <section className={styles.section}>
      <h2>{tg('guide.prints')}</h2>
      <p className={styles.note}>{tg('guide.prints.lead')}</p>
      <DataTable
        inline
        label={tg('guide.prints')}
        columns={columns}
        rows={guide.prints ?? []}
        rowKey={(print) => print.number}
        empty={
          <Empty title={tg('guide.prints.empty.title')} text={tg('guide.prints.empty.text')} />
        }
      />
    </section>
  );
}

interface Day {
  on: string;
  scans: number;
}

/** How often a guide was opened on each of the last days. */
export function GuideScans({ code }: { code: string }) {
  const { data, error, refetch } = useQuery(scansQuery(code));
  const days = new Map<string, number>();
  for (const { on, scans } of data?.items ?? []) days.set(on, (days.get(on) ?? 0) + scans);
  const rows: Day[] = [...days].map(([on, scans]) => ({ on, scans })).reverse();
  const most = Math.max(1, ...rows.map((row) => row.scans));
  const columns: Column<Day>[] = [
    {
      key: 'on',
      title: tg('guide.stats.day'),
      width: '9rem',
      render: (row) => formatDate(row.on),
    },
    {
      key: 'scans',
      title: tg('guide.stats.count'),
      right: true,
      width: '5rem',
      render: (row) => groupDigits(String(row.scans)),
    },
    {
      key: 'bar',
      title: tg('guide.stats.share'),
      width: '16rem',
      render: (row) => (
        <span
          className={styles.bar}
          aria-hidden
          style={{ width: `${(row.scans / most) * 100}%` }}
        />
      ),
    },
  ];
  return (
    <section className={styles.section}>
      <h2>{tg('guide.stats')}</h2>
      {data ? (
        <p className={styles.note}>
          {tg('guide.stats.lead', { total: groupDigits(String(data.total)) })}
        </p>
      ) : null}
      <DataTable
        inline
        label={tg('guide.stats')}
        columns={columns}
        rows={data ? rows : undefined}
        rowKey={(row) => row.on}
        error={error}
        onRetry={() => void refetch()}
        empty={<Empty title={tg('guide.stats.empty.title')} text={tg('guide.stats.empty.text')} />}
      />
    </section>
  );
}
