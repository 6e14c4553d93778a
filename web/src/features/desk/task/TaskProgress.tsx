import { Progress } from 'antd';
import { td } from '@/messages/desk';
import { percentDone, type Task } from './follow';
import styles from './TaskProgress.module.css';
import { progressWords, stateWord } from './words';

interface Props {
  task: Pick<Task, 'done' | 'total' | 'state' | 'note'>;
  /** In a narrow place: only the bar and its words. */
  small?: boolean;
}

/** How far a task is: a bar, the numbers, what is being done. */
export function TaskProgress({ task, small }: Props) {
  const percent = percentDone(task);
  const words = progressWords(task);
  return (
    <div className={small ? styles.small : styles.progress}>
      {percent === null && task.state === 'running' ? (
        <div
          className={styles.unknown}
          role="progressbar"
          aria-label={td('task.progress')}
          aria-valuetext={stateWord(task.state)}
        />
      ) : (
        <Progress
          percent={percent ?? 0}
          showInfo={false}
          size={small ? 'small' : 'medium'}
          status={task.state === 'failed' ? 'exception' : 'active'}
          aria-label={td('task.progress')}
        />
      )}
      <p className={styles.words}>
        <span>{[stateWord(task.state), task.note].filter(Boolean).join(' · ')}</span>
        <span className="num">{words}</span>
      </p>
    </div>
  );
}
