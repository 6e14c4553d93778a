import { describe, expect, it } from 'vitest';
import type { Receiver, WorkItem } from './api';
import { ableTo, giveAll, KEEP, orderItems, summarize, VACANT } from './plan';

const item = (id: string): WorkItem => ({
  key: `k ${id}`,
  kind: 'k',
  id,
  label: id,
  may_lapse: true,
});
const items = [item('1'), item('2'), item('3'), item('4')];
const may = (id: string, ...keys: string[]) => ({ id, name: id, may: keys }) as Receiver;

describe('the plan of a handover', () => {
  it('counts what is given to how many, left vacant, kept and not yet decided', () => {
    const choices = { 'k 1': 'a', 'k 2': VACANT, 'k 3': KEEP };
    expect(summarize(items, choices)).toEqual({
      missing: 1,
      given: 1,
      vacant: 1,
      kept: 1,
      receivers: ['a'],
    });
    expect(summarize(items, { 'k 1': 'a', 'k 2': 'a' }).receivers).toEqual(['a']);
  });
  it('orders what is given and what stays vacant, not what is kept', () => {
    expect(orderItems(items, { 'k 1': 'a', 'k 2': VACANT, 'k 3': KEEP })).toEqual([
      { kind: 'k', id: '1', receiver: 'a' },
      { kind: 'k', id: '2' },
    ]);
  });
  it('gives all that a person may take over and leaves the rest', () => {
    const a = may('a', 'k 1', 'k 4');
    expect(giveAll(items, { 'k 2': VACANT }, a)).toEqual({ 'k 1': 'a', 'k 2': VACANT, 'k 4': 'a' });
    expect(ableTo([a, may('b', 'k 2')], 'k 4')).toEqual([a]);
  });
});
