import type { RowOf } from '@/api/answer';

/** Long work as the server tells it. */
export type Task = RowOf<'/jobs'>;
export type TaskState = Task['state'];

/** What is known of a task that is being followed, and how more will be learnt. */
export interface Following {
  task: Task | null;
  /** The version of the task as the stream numbers it; -1 before the first. */
  version: number;
  /** By the stream of events, by asking now and then, or no more. */
  way: 'stream' | 'poll' | 'none';
  /** Times the stream was lost since it last said anything. */
  losses: number;
  /** Why nothing more will be learnt, when it is not that the task has ended. */
  error: unknown;
}

export type FollowEvent =
  | { type: 'told'; task: Task; version?: number | undefined }
  | { type: 'lost'; closed: boolean }
  | { type: 'refused'; error: unknown };

export const START: Following = { task: null, version: -1, way: 'stream', losses: 0, error: null };

/** A stream that breaks so often in a row is given up for asking. */
const LOSSES = 3;

export function isFinal(state: TaskState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/**
 * What is known after an event. A task never goes back: neither from its end,
 * nor to a version that a reconnected stream repeats.
 */
export function follow(known: Following, event: FollowEvent): Following {
  if (known.way === 'none') return known;
  switch (event.type) {
    case 'told': {
      const version = event.version ?? known.version;
      if (version < known.version) return known;
      return {
        task: event.task,
        version,
        way: isFinal(event.task.state) ? 'none' : known.way,
        losses: 0,
        error: null,
      };
    }
    case 'lost': {
      const losses = known.losses + 1;
      const way = event.closed || losses >= LOSSES ? 'poll' : known.way;
      return { ...known, losses, way };
    }
    case 'refused':
      return { ...known, way: 'none', error: event.error };
  }
}

/** The share of a task that is done, in percent; null while its size is not known. */
export function percentDone(task: Pick<Task, 'done' | 'total' | 'state'>): number | null {
  if (task.state === 'done') return 100;
  if (task.total <= 0) return null;
  return Math.min(100, Math.max(0, Math.floor((task.done / task.total) * 100)));
}
