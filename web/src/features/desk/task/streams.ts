import { problemKind } from '@/lib/problem';
import { type Following, follow, START, type Task } from './follow';

/** The part of an EventSource that is used. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

interface Tools {
  open: (id: string) => Source;
  ask: (id: string) => Promise<Task>;
  /** Calls back after some milliseconds; returns what cancels it. */
  later: (ms: number, call: () => void) => () => void;
}

/** Asking pauses, in milliseconds. */
const PAUSE = 3_000;

/**
 * Streams open at once. A browser opens six connections to a server over
 * HTTP/1.1, and streams hold theirs: further tasks are asked for instead.
 */
const STREAMS = 2;

const CLOSED = 2;

interface Followed {
  known: Following;
  listeners: Set<() => void>;
  stop: () => void;
}

/** Follows tasks, each once however many parts of the screen show it. */
export class TaskStreams {
  private readonly followed = new Map<string, Followed>();
  private streams = 0;
  private readonly tools: Tools;

  constructor(tools: Tools) {
    this.tools = tools;
  }

  known(id: string): Following {
    return this.followed.get(id)?.known ?? START;
  }

  /** Follows a task until the returned function is called. */
  subscribe(id: string, listener: () => void): () => void {
    let entry = this.followed.get(id);
    if (!entry) {
      entry = { known: START, listeners: new Set(), stop: () => {} };
      this.followed.set(id, entry);
      if (this.streams < STREAMS) this.stream(id, entry);
      else this.poll(id, entry);
    }
    entry.listeners.add(listener);
    const mine = entry;
    return () => {
      mine.listeners.delete(listener);
      if (mine.listeners.size > 0) return;
      mine.stop();
      this.followed.delete(id);
    };
  }

  private tell(entry: Followed, event: Parameters<typeof follow>[1]): void {
    const next = follow(entry.known, event);
    if (next === entry.known) return;
    entry.known = next;
    for (const listener of [...entry.listeners]) listener();
  }

  private stream(id: string, entry: Followed): void {
    const source = this.tools.open(id);
    this.streams++;
    let open = true;
    entry.stop = () => {
      if (!open) return;
      open = false;
      this.streams--;
      source.close();
    };
    const told = (event: MessageEvent<string>) => {
      const task = parsed(event.data);
      if (!task) return;
      const version = Number.parseInt(event.lastEventId, 10);
      this.tell(entry, {
        type: 'told',
        task,
        version: Number.isNaN(version) ? undefined : version,
      });
      if (entry.known.way === 'none') entry.stop();
    };
    source.addEventListener('progress', told);
    source.addEventListener('end', told);
    source.addEventListener('error', () => {
      if (!open) return;
      this.tell(entry, { type: 'lost', closed: source.readyState === CLOSED });
      if (entry.known.way !== 'poll') return;
      entry.stop();
      this.poll(id, entry);
    });
  }

  private poll(id: string, entry: Followed): void {
    let wanted = true;
    let cancel = () => {};
    entry.stop = () => {
      wanted = false;
      cancel();
    };
    const ask = async () => {
      try {
        const task = await this.tools.ask(id);
        if (wanted) this.tell(entry, { type: 'told', task });
      } catch (error) {
        const lasting = ['unauthenticated', 'forbidden', 'notFound'].includes(problemKind(error));
        if (wanted && lasting) this.tell(entry, { type: 'refused', error });
      }
      if (wanted && entry.known.way !== 'none') cancel = this.tools.later(PAUSE, ask);
    };
    void ask();
  }
}

function parsed(data: string): Task | null {
  try {
    return JSON.parse(data) as Task;
  } catch {
    return null;
  }
}
