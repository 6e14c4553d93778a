import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/Empty';
import { td } from '@/messages/desk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { useTask } from './api';
import { isFinal, type Task } from './follow';
import { TaskProgress } from './TaskProgress';
import { resultPath, secondsWords, stateWord } from './words';

const columns: Column<Task>[] = [
  {
    key: 'kind',
    title: td('task.column.kind'),
    required: true,
    width: '9rem',
    render: (task) => {
      const path = resultPath(task);
      return path ? <Link to={path}>{task.kind_label}</Link> : task.kind_label;
    },
  },
  {
    key: 'state',
    title: td('task.column.state'),
    width: '16rem',
    render: (task) => (isFinal(task.state) ? <Ended task={task} /> : <Working task={task} />),
  },
  {
    key: 'created',
    title: td('task.column.created'),
    width: '9rem',
    render: (task) => formatMoment(task.created_at),
  },
  {
    key: 'finished',
    title: td('task.column.finished'),
    width: '9rem',
    render: (task) => formatMoment(task.finished_at),
  },
  {
    key: 'took',
    title: td('task.column.took'),
    width: '7rem',
    render: (task) =>
      task.started_at && task.finished_at
        ? secondsWords((Date.parse(task.finished_at) - Date.parse(task.started_at)) / 1000)
        : '',
  },
  {
    key: 'result',
    title: td('task.column.result'),
    width: '6rem',
    render: (task) => {
      const path = resultPath(task);
      return path ? (
        <Link to={path}>{isFinal(task.state) ? td('task.result') : td('task.watch')}</Link>
      ) : (
        ''
      );
    },
  },
];

interface Props {
  tasks: readonly Task[] | undefined;
  error: unknown;
  onRetry: () => void;
  stale: boolean;
  page: number;
}

/** One's own long work, newest first. */
export function TaskTable({ tasks, error, onRetry, stale, page }: Props) {
  return (
    <DataTable
      label={td('task.title')}
      columns={columns}
      rows={tasks}
      rowKey={(task) => task.id}
      error={error}
      onRetry={onRetry}
      stale={stale}
      page={page}
      empty={<Empty title={td('task.empty.title')} text={td('task.empty.text')} />}
    />
  );
}

function Working({ task }: { task: Task }) {
  const known = useTask(task.id);
  return <TaskProgress task={known.task ?? task} small />;
}

function Ended({ task }: { task: Task }) {
  return (
    <>
      <StateMark state={task.state} word={stateWord(task.state)} />
      {task.note && task.state !== 'done' ? <div>{task.note}</div> : null}
    </>
  );
}
