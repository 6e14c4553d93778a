import { Empty } from '@/components/Empty';
import { formatDate } from '@/lib/date';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { useTask } from '../task/api';
import { TaskProgress } from '../task/TaskProgress';
import { secondsWords, stateWord } from '../task/words';
import { formatMoment } from '../time';
import { isUnderWay, type MatchRun } from './api';

const columns: Column<MatchRun>[] = [
  {
    key: 'as_of',
    title: td('run.asOf'),
    required: true,
    width: '9rem',
    render: (run) => formatDate(run.as_of),
  },
  {
    key: 'state',
    title: td('run.state'),
    width: '14rem',
    render: (run) =>
      isUnderWay(run) ? (
        <Working run={run} />
      ) : (
        <StateMark state={run.state} word={stateWord(run.state)} />
      ),
  },
  {
    key: 'enterprises',
    title: td('run.enterprises'),
    right: true,
    width: '7rem',
    render: (run) => (run.state === 'done' ? groupDigits(String(run.enterprises)) : ''),
  },
  {
    key: 'measures',
    title: td('run.measures'),
    right: true,
    width: '6rem',
    render: (run) => (run.state === 'done' ? groupDigits(String(run.measures)) : ''),
  },
  {
    key: 'took',
    title: td('run.took'),
    width: '7rem',
    render: (run) => (run.state === 'done' ? secondsWords(run.seconds) : ''),
  },
  { key: 'by', title: td('run.by'), width: '7rem', render: (run) => run.by },
  { key: 'at', title: td('run.at'), width: '9rem', render: (run) => formatMoment(run.at) },
];

interface Props {
  rows: readonly MatchRun[] | undefined;
  error: unknown;
  onRetry: () => void;
  stale: boolean;
  page: number;
}

/** The runs over the whole registry, the newest first. */
export function RunTable(props: Props) {
  return (
    <DataTable
      label={td('run.list')}
      columns={columns}
      rowKey={(run) => run.id}
      empty={<Empty title={td('run.none.title')} text={td('run.none.text')} />}
      {...props}
    />
  );
}

function Working({ run }: { run: MatchRun }) {
  const { task } = useTask(run.job || undefined);
  const waiting = { done: 0, total: 0, note: '', state: run.state };
  return <TaskProgress task={task ?? waiting} small />;
}
