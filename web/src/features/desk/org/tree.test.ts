import { describe, expect, it } from 'vitest';
import type { Department } from './api';
import { branches, pathOf, within } from './tree';

const of = (id: string, parent: string) => ({ id, parent }) as Department;
const list = [of('a', ''), of('b', 'a'), of('c', 'b'), of('d', 'a'), of('e', 'unseen')];

describe('the tree of departments', () => {
  it('puts each below the one above it, and at the top what is above out of sight', () => {
    const shape = (all: ReturnType<typeof branches>): unknown =>
      all.map((one) => [one.department.id, shape(one.below)]);
    expect(shape(branches(list))).toEqual([
      [
        'a',
        [
          ['b', [['c', []]]],
          ['d', []],
        ],
      ],
      ['e', []],
    ]);
  });
  it('leads from the top down to one', () => {
    expect(pathOf(list, 'c').map((one) => one.id)).toEqual(['a', 'b', 'c']);
    expect(pathOf(list, 'nowhere')).toEqual([]);
  });
  it('knows what lies below one', () => {
    expect([...within(list, 'b')]).toEqual(['b', 'c']);
  });
});
