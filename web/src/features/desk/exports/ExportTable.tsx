import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { download } from '@/api/download';
import { Empty } from '@/components/Empty';
import { groupDigits } from '@/lib/money';
import { describeProblem } from '@/lib/problem';
import { tp } from '@/messages/privacyDesk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { type Decision, type ExportRow, useWithdraw } from './api';
import { DecideDialog } from './DecideDialog';
import styles from './Exports.module.css';

const LOOK: Readonly<Record<ExportRow['state'], string>> = {
  asked: 'queued',
  approved: 'published',
  refused: 'refused',
  withdrawn: 'withdrawn',
  taken: 'done',
};

const columns: Column<ExportRow>[] = [
  {
    key: 'number',
    title: tp('export.number'),
    required: true,
    width: '9rem',
    render: (row) => row.number,
  },
  {
    key: 'what',
    title: tp('export.what'),
    width: '15rem',
    render: (row) => (
      <>
        {row.title}
        <div className={styles.small}>{row.filter || tp('export.noFilter')}</div>
      </>
    ),
  },
  {
    key: 'rows',
    title: tp('export.rows'),
    right: true,
    width: '5rem',
    render: (row) => groupDigits(String(row.rows)),
  },
  {
    key: 'purpose',
    title: tp('export.purpose'),
    width: '12rem',
    render: (row) => row.purpose || tp('export.direct'),
  },
  {
    key: 'asked',
    title: tp('export.asked'),
    width: '9rem',
    render: (row) => (
      <>
        {row.asked_name}
        <div className={styles.small}>{row.department}</div>
      </>
    ),
  },
  {
    key: 'asked_at',
    title: tp('export.askedAt'),
    width: '8rem',
    render: (row) => formatMoment(row.asked_at),
  },
  { key: 'state', title: tp('export.state'), width: '11rem', render: (row) => <State row={row} /> },
];

function State({ row }: { row: ExportRow }) {
  const lapsed = row.state === 'approved' && row.expired;
  return (
    <>
      <StateMark
        state={lapsed ? 'withdrawn' : LOOK[row.state]}
        word={lapsed ? tp('export.state.expired') : tp(`export.state.${row.state}`)}
      />
      {row.decided_name ? (
        <div className={styles.small}>{tp('export.by', { name: row.decided_name })}</div>
      ) : null}
      {row.note ? <div className={styles.small}>{row.note}</div> : null}
      {row.can?.includes('download') && row.expires_at ? (
        <div className={styles.small}>
          {tp('export.until', { time: formatMoment(row.expires_at) })}
        </div>
      ) : null}
    </>
  );
}

interface Props {
  rows: readonly ExportRow[] | undefined;
  error: unknown;
  onRetry: () => void;
  stale: boolean;
  page: number;
}

/** What left the program, and what waits to. */
export function ExportTable(props: Props) {
  const { message } = App.useApp();
  const [deciding, setDeciding] = useState<Omit<Decision, 'note'> | null>(null);
  const withdrawing = useWithdraw();
  const failed = (error: Error) => void message.error(describeProblem(error).text, 6);
  const fetching = useMutation({
    mutationFn: (row: ExportRow) => download(`/exports/${row.id}/file`, {}),
    onSuccess: props.onRetry,
    onError: failed,
  });

  const acts: Column<ExportRow> = {
    key: 'acts',
    title: tp('export.acts'),
    width: '9rem',
    render: (row) => (
      <div className={styles.acts}>
        {(row.can ?? []).map((act) => {
          if (act === 'approve' || act === 'refuse')
            return (
              <Button
                key={act}
                type="link"
                size="small"
                danger={act === 'refuse'}
                aria-label={tp(`export.${act}Of`, { number: row.number })}
                onClick={() => setDeciding({ row, act })}
              >
                {tp(`export.${act}`)}
              </Button>
            );
          if (act === 'download')
            return (
              <Button
                key={act}
                type="link"
                size="small"
                loading={fetching.isPending}
                aria-label={tp('export.downloadOf', { number: row.number })}
                onClick={() => fetching.mutate(row)}
              >
                {tp('export.download')}
              </Button>
            );
          return (
            <Button
              key={act}
              type="link"
              size="small"
              aria-label={tp('export.withdrawOf', { number: row.number })}
              onClick={() =>
                withdrawing.mutate(row, {
                  onSuccess: () => void message.success(tp('export.done.withdraw')),
                  onError: failed,
                })
              }
            >
              {tp('export.withdraw')}
            </Button>
          );
        })}
      </div>
    ),
  };

  return (
    <>
      <DataTable
        label={tp('export.list')}
        columns={[...columns, acts]}
        rowKey={(row) => row.id}
        empty={<Empty title={tp('export.empty.title')} text={tp('export.empty.text')} />}
        {...props}
      />
      {deciding ? <DecideDialog {...deciding} onClose={() => setDeciding(null)} /> : null}
    </>
  );
}
