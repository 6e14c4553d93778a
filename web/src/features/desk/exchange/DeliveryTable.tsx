import { App, Button } from 'antd';
import { Empty } from '@/components/Empty';
import { describeProblem } from '@/lib/problem';
import { tx } from '@/messages/exchange';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { type Delivery, useReplay } from './partners';

const MARKS = { waiting: 'queued', delivered: 'done', dead: 'failed' } as const;

const columns: Column<Delivery>[] = [
  {
    key: 'made',
    title: tx('delivery.made'),
    required: true,
    width: '7rem',
    render: (one) => formatMoment(one.made_at),
  },
  {
    key: 'state',
    title: tx('delivery.state'),
    width: '6rem',
    render: (one) => <StateMark state={MARKS[one.state]} word={tx(`delivery.${one.state}`)} />,
  },
  { key: 'event', title: tx('delivery.event'), width: '6rem', render: (one) => one.event_label },
  { key: 'number', title: tx('delivery.number'), width: '11rem', render: (one) => one.number },
  {
    key: 'problem',
    title: tx('delivery.problem'),
    width: '16rem',
    render: (one) =>
      one.state === 'waiting' && one.due_at && one.problem
        ? tx('delivery.again', { problem: one.problem, at: formatMoment(one.due_at) })
        : one.problem,
  },
  {
    key: 'tries',
    title: tx('delivery.tries'),
    right: true,
    width: '5rem',
    render: (one) => String(one.tries),
  },
];

interface Props {
  rows: readonly Delivery[] | undefined;
  error: unknown;
  onRetry: () => void;
  stale: boolean;
  page: number;
}

/** What a system was told, the newest first, and what became of it. */
export function DeliveryTable(props: Props) {
  const { message } = App.useApp();
  const replay = useReplay();
  const acts: Column<Delivery> = {
    key: 'acts',
    title: tx('delivery.acts'),
    required: true,
    width: '7rem',
    render: (one) =>
      one.state === 'waiting' ? null : (
        <Button
          size="small"
          loading={replay.isPending && replay.variables === one.id}
          onClick={() =>
            replay.mutate(one.id, {
              onError: (error) => void message.error(describeProblem(error).text, 6),
            })
          }
        >
          {tx('delivery.replay')}
        </Button>
      ),
  };
  return (
    <DataTable
      label={tx('delivery.list')}
      columns={[...columns, acts]}
      rowKey={(one) => one.id}
      empty={<Empty title={tx('delivery.none')} text={tx('delivery.none.text')} />}
      {...props}
    />
  );
}
