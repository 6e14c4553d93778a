import { describe, expect, it } from 'vitest';
import { type Following, follow, percentDone, START, type Task } from './follow';

const task = (state: Task['state'], done = 0): Task => ({
  id: 't',
  kind: 'enterprise.import',
  kind_label: '导入',
  state,
  done,
  total: 100,
  note: '',
  result_url: '',
  created_at: '2026-11-21T00:00:00Z',
});

const told = (known: Following, state: Task['state'], done: number, version?: number) =>
  follow(known, { type: 'told', task: task(state, done), version });

describe('following a task', () => {
  it('goes forward with each event and ends with the last', () => {
    let known = told(START, 'running', 10, 1);
    known = told(known, 'running', 60, 2);
    expect(known).toMatchObject({ task: { done: 60 }, version: 2, way: 'stream' });
    known = told(known, 'done', 100, 3);
    expect(known).toMatchObject({ task: { state: 'done' }, way: 'none' });
  });

  it('never goes back to a version that a reconnected stream repeats', () => {
    const known = told(told(START, 'running', 60, 5), 'running', 10, 2);
    expect(known.task?.done).toBe(60);
  });

  it('never goes back from the end', () => {
    const ended = told(START, 'done', 100, 3);
    expect(told(ended, 'running', 10, 4)).toBe(ended);
    expect(follow(ended, { type: 'lost', closed: true })).toBe(ended);
  });

  it('asks now and then when the stream is closed, or lost three times in a row', () => {
    expect(follow(START, { type: 'lost', closed: true }).way).toBe('poll');
    let known = START;
    for (let n = 0; n < 2; n++) known = follow(known, { type: 'lost', closed: false });
    expect(known.way).toBe('stream');
    expect(follow(known, { type: 'lost', closed: false }).way).toBe('poll');
  });

  it('forgets losses once the stream speaks again', () => {
    let known = follow(START, { type: 'lost', closed: false });
    known = follow(known, { type: 'lost', closed: false });
    known = told(known, 'running', 1, 1);
    known = follow(known, { type: 'lost', closed: false });
    expect(known.way).toBe('stream');
  });

  it('keeps what is known when asking is refused', () => {
    const known = told(START, 'running', 30, 1);
    const refused = follow(known, { type: 'refused', error: 'forbidden' });
    expect(refused).toMatchObject({ way: 'none', task: { done: 30 }, error: 'forbidden' });
  });
});

describe('the share that is done', () => {
  it('is not known before the size is', () => {
    expect(percentDone({ state: 'running', done: 7, total: 0 })).toBeNull();
  });

  it('is a whole number of at most 100, and 100 at the end', () => {
    expect(percentDone({ state: 'running', done: 999, total: 1000 })).toBe(99);
    expect(percentDone({ state: 'running', done: 1200, total: 1000 })).toBe(100);
    expect(percentDone({ state: 'done', done: 0, total: 0 })).toBe(100);
  });
});
