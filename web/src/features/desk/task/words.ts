import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { percentDone, type Task, type TaskState } from './follow';

export function stateWord(state: TaskState): string {
  switch (state) {
    case 'queued':
      return td('task.queued');
    case 'running':
      return td('task.running');
    case 'done':
      return td('task.done');
    case 'failed':
      return td('task.failed');
    case 'cancelled':
      return td('task.cancelled');
  }
}

/** How far a task is, in words: `12,000 / 40,000（30%）`. */
export function progressWords(task: Pick<Task, 'done' | 'total' | 'state'>): string {
  const percent = percentDone(task);
  const done = groupDigits(String(task.done));
  if (task.total > 0 && percent !== null) {
    return td('task.share', { done, total: groupDigits(String(task.total)), percent });
  }
  return task.done > 0 ? td('task.soFar', { done }) : '';
}

/** A span of seconds in words. */
export function secondsWords(seconds: number): string {
  if (seconds < 1) return td('time.underSecond');
  const whole = Math.round(seconds);
  if (whole < 60) return td('time.seconds', { s: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) {
    return whole % 60 > 0
      ? td('time.minutesSeconds', { m: minutes, s: whole % 60 })
      : td('time.minutes', { m: minutes });
  }
  return td('time.hoursMinutes', { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** The page of the desk with a task's result; null for an address that is no page. */
export function resultPath(task: Pick<Task, 'result_url'>): string | null {
  const path = task.result_url.replace(/^\/desk(?=\/)/, '');
  return /^\/(?!\/|api\/)/.test(path) ? path : null;
}
