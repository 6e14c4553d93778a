import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { describeProblem } from '@/lib/problem';
import { useNarrow } from '@/lib/useMedia';
import { td } from '@/messages/desk';
import { tm } from '@/messages/noticeDesk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { type DeliveryRow, useResend } from './api';
import styles from './Notices.module.css';
import { failureText, mayHaveArrived, proofText } from './words';

const LOOK: Readonly<Record<DeliveryRow['state'], string>> = {
  queued: 'queued',
  held: 'queued',
  sending: 'running',
  sent: 'done',
  delivered: 'done',
  failed: 'failed',
  suppressed: 'cancelled',
  expired: 'withdrawn',
};

/** Where a message goes, masked. */
function addressText(row: DeliveryRow): string {
  if (row.channel === 'inapp') return tm('delivery.to.inapp');
  return row.to || tm('delivery.to.erased');
}

const columns: Column<DeliveryRow>[] = [
  {
    key: 'at',
    title: tm('delivery.at'),
    required: true,
    width: '8rem',
    render: (row) => formatMoment(row.created_at),
  },
  {
    key: 'reason',
    title: tm('delivery.reason'),
    width: '10rem',
    render: (row) => row.reason_label,
  },
  {
    key: 'channel',
    title: tm('delivery.channel'),
    width: '6rem',
    render: (row) => row.channel_label,
  },
  { key: 'to', title: tm('delivery.to'), width: '9rem', render: addressText },
  {
    key: 'state',
    title: tm('delivery.state'),
    width: '14rem',
    render: (row) => <State row={row} />,
  },
  {
    key: 'attempts',
    title: tm('delivery.attempts'),
    right: true,
    width: '5rem',
    render: (row) => row.attempts,
  },
  {
    key: 'proof',
    title: tm('delivery.proof'),
    width: '13rem',
    render: (row) => (
      <>
        {proofText(row)}
        <Note text={row.provider_id ? tm('delivery.number', { id: row.provider_id }) : ''} />
      </>
    ),
  },
];

/** On a phone what happened and what became of it stand beside each other. */
const narrowColumns = (resend: (row: DeliveryRow) => ReactNode): Column<DeliveryRow>[] => [
  {
    key: 'what',
    title: tm('delivery.reason'),
    required: true,
    width: '8rem',
    render: (row) => (
      <>
        {row.reason_label}
        <Note text={formatMoment(row.created_at)} />
        <Note text={row.channel_label} />
        <Note text={addressText(row)} />
      </>
    ),
  },
  {
    key: 'became',
    title: tm('delivery.state'),
    width: '9rem',
    render: (row) => (
      <>
        <State row={row} />
        <Note text={proofText(row)} />
        {resend(row)}
      </>
    ),
  },
];

function State({ row }: { row: DeliveryRow }) {
  return (
    <>
      <StateMark state={LOOK[row.state]} word={tm(`state.${row.state}`)} />
      <Note text={failureText(row.failure)} />
      <Note text={row.due_at ? tm('delivery.next', { at: formatMoment(row.due_at) }) : ''} />
    </>
  );
}

function Note({ text }: { text: string }) {
  return text ? <div className={styles.small}>{text}</div> : null;
}

interface Props {
  rows: readonly DeliveryRow[] | undefined;
  error: unknown;
  onRetry: () => void;
  stale: boolean;
  page: number;
  empty: ReactNode;
}

/** What became of each message, and the way to send a failed one again. */
export function DeliveryTable(props: Props) {
  const { message, modal } = App.useApp();
  const narrow = useNarrow();
  const resending = useResend();
  const ask = (row: DeliveryRow) =>
    modal.confirm({
      title: tm('delivery.resend.title'),
      content: (
        <>
          <p>{tm('delivery.resend.text', { channel: row.channel_label, to: addressText(row) })}</p>
          {mayHaveArrived(row) ? <p>{tm('delivery.resend.unknown')}</p> : null}
        </>
      ),
      okText: tm('delivery.resend'),
      cancelText: td('act.cancel'),
      onOk: () =>
        resending.mutateAsync(row).then(
          () => void message.success(tm('delivery.resent')),
          (error: unknown) => void message.error(describeProblem(error).text, 6),
        ),
    });
  const resend = (row: DeliveryRow) =>
    row.can?.includes('resend') ? (
      <Button
        type="link"
        size="small"
        className={styles.act ?? ''}
        aria-label={tm('delivery.resendOf', {
          at: formatMoment(row.created_at),
          reason: row.reason_label,
        })}
        onClick={() => void ask(row)}
      >
        {tm('delivery.resend')}
      </Button>
    ) : null;
  return (
    <DataTable
      label={tm('delivery.list')}
      columns={
        narrow
          ? narrowColumns(resend)
          : [...columns, { key: 'acts', title: tm('delivery.act'), width: '6rem', render: resend }]
      }
      rowKey={(row) => row.id}
      {...props}
    />
  );
}
