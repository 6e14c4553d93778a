import { describe, expect, it } from 'vitest';
import { ApiError } from '@/lib/problem';
import type { Task } from './follow';
import { type Source, TaskStreams } from './streams';

const task = (id: string, state: Task['state'], done = 0): Task => ({
  id,
  kind: 'k',
  kind_label: '导入',
  state,
  done,
  total: 10,
  note: '',
  result_url: '',
  created_at: '2026-11-21T00:00:00Z',
});

/** A stream whose events the test sends. */
class TestSource implements Source {
  readyState = 1;
  closed = false;
  private readonly heard = new Map<string, Array<(event: MessageEvent<string>) => void>>();

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.heard.set(type, [...(this.heard.get(type) ?? []), listener]);
  }

  close(): void {
    this.closed = true;
    this.readyState = 2;
  }

  send(type: string, data: string, id = ''): void {
    for (const listener of this.heard.get(type) ?? []) {
      listener(new MessageEvent(type, { data, lastEventId: id }));
    }
  }
}

function setup(ask: (id: string) => Promise<Task> = () => Promise.reject(new Error('unasked'))) {
  const opened = new Map<string, TestSource>();
  const waiting: Array<() => void> = [];
  const streams = new TaskStreams({
    open: (id) => {
      const source = new TestSource();
      opened.set(id, source);
      return source;
    },
    ask,
    later: (_, call) => {
      waiting.push(call);
      return () => waiting.splice(waiting.indexOf(call), 1);
    },
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { streams, opened, waiting, settled };
}

describe('the streams of tasks', () => {
  it('are opened once, however many parts of the screen follow', () => {
    const { streams, opened } = setup();
    let changes = 0;
    const first = streams.subscribe('a', () => changes++);
    const second = streams.subscribe('a', () => changes++);
    expect(opened.size).toBe(1);
    opened.get('a')?.send('progress', JSON.stringify(task('a', 'running', 3)), '1');
    expect(changes).toBe(2);
    expect(streams.known('a').task?.done).toBe(3);
    first();
    expect(opened.get('a')?.closed).toBe(false);
    second();
    expect(opened.get('a')?.closed).toBe(true);
  });

  it('are closed at the end of their task', () => {
    const { streams, opened } = setup();
    streams.subscribe('a', () => {});
    opened.get('a')?.send('end', JSON.stringify(task('a', 'done', 10)), '9');
    expect(opened.get('a')?.closed).toBe(true);
    expect(streams.known('a').task?.state).toBe('done');
  });

  it('are no more than two; the third task is asked for', async () => {
    const { streams, opened, settled } = setup((id) => Promise.resolve(task(id, 'running', 4)));
    for (const id of ['a', 'b', 'c']) streams.subscribe(id, () => {});
    await settled();
    expect([...opened.keys()]).toEqual(['a', 'b']);
    expect(streams.known('c').task?.done).toBe(4);
  });

  it('give way to asking when a proxy closes them, until the task has ended', async () => {
    const states: Task['state'][] = ['running', 'done'];
    const { streams, opened, waiting, settled } = setup((id) =>
      Promise.resolve(task(id, states.shift() ?? 'done')),
    );
    streams.subscribe('a', () => {});
    const source = opened.get('a');
    if (source) source.readyState = 2;
    source?.send('error', '');
    await settled();
    expect(streams.known('a')).toMatchObject({ way: 'poll', task: { state: 'running' } });
    waiting.shift()?.();
    await settled();
    expect(streams.known('a')).toMatchObject({ way: 'none', task: { state: 'done' } });
    expect(waiting).toEqual([]);
  });

  it('stop asking for a task that is not to be seen', async () => {
    const { streams, opened, waiting, settled } = setup(() =>
      Promise.reject(new ApiError(404, {})),
    );
    streams.subscribe('a', () => {});
    const source = opened.get('a');
    if (source) source.readyState = 2;
    source?.send('error', '');
    await settled();
    expect(streams.known('a').way).toBe('none');
    expect(waiting).toEqual([]);
  });

  it('pass over data that is no task', () => {
    const { streams, opened } = setup();
    streams.subscribe('a', () => {});
    opened.get('a')?.send('progress', '<html>');
    expect(streams.known('a').task).toBeNull();
  });
});
