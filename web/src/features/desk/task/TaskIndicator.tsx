import { UnorderedListOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { td } from '@/messages/desk';
import { formatMoment } from '../time';
import { recentTasksQuery, useTask } from './api';
import { isFinal, type Task } from './follow';
import styles from './TaskIndicator.module.css';
import { TaskProgress } from './TaskProgress';
import { resultPath, stateWord } from './words';

/** Finished tasks that are still told of. */
const RECENT = 4;

/** The sign in the head of the desk: how much work is under way, and how far it is. */
export function TaskIndicator() {
  const { data } = useQuery(recentTasksQuery);
  const [open, setOpen] = useState(false);
  const tasks = data?.items ?? [];
  const working = tasks.filter((task) => !isFinal(task.state));
  const recent = tasks.filter((task) => isFinal(task.state)).slice(0, RECENT);
  const close = () => setOpen(false);
  const followed = working.map((task) => <Followed key={task.id} id={task.id} />);
  const list = (
    <div className={styles.list}>
      {working.map((task) => (
        <Working key={task.id} task={task} onLeave={close} />
      ))}
      {working.length === 0 ? <p className={styles.none}>{td('task.noneRunning')}</p> : null}
      {recent.map((task) => (
        <div key={task.id} className={styles.item}>
          <TaskName task={task} onLeave={close} />
          <p className={styles.state}>
            {[stateWord(task.state), formatMoment(task.finished_at)].filter(Boolean).join(' · ')}
          </p>
        </div>
      ))}
      <Link to="/tasks" className={styles.all} onClick={close}>
        {td('task.all')}
      </Link>
    </div>
  );
  const count = working.length;
  return (
    <>
      {followed}
      <Popover
        trigger="click"
        placement="bottomRight"
        title={td('nav.tasks')}
        content={list}
        open={open}
        onOpenChange={setOpen}
      >
        <Badge count={count} size="small" offset={[-4, 4]}>
          <Button
            type="text"
            icon={<UnorderedListOutlined aria-hidden />}
            aria-expanded={open}
            aria-label={count > 0 ? td('task.sign', { count }) : td('nav.tasks')}
          >
            <span className={styles.word}>{td('nav.tasks')}</span>
          </Button>
        </Badge>
      </Popover>
    </>
  );
}

/** Follows a task though it is not shown, so that its end is noticed on every page. */
function Followed({ id }: { id: string }) {
  useTask(id);
  return null;
}

function Working({ task, onLeave }: { task: Task; onLeave: () => void }) {
  const known = useTask(task.id);
  const now = known.task ?? task;
  return (
    <div className={styles.item}>
      <TaskName task={now} onLeave={onLeave} />
      <TaskProgress task={now} small />
    </div>
  );
}

function TaskName({ task, onLeave }: { task: Task; onLeave: () => void }) {
  const path = resultPath(task);
  return path ? (
    <Link to={path} className={styles.name} onClick={onLeave}>
      {task.kind_label}
    </Link>
  ) : (
    <span className={styles.name}>{task.kind_label}</span>
  );
}
