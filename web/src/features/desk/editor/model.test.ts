import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  change,
  copyOf,
  every,
  freshId,
  type Group,
  idsOf,
  insert,
  type Json,
  move,
  moves,
  naming,
  placeOf,
  readCondition,
  readItem,
  remove,
  writeCondition,
  writeItem,
} from './model';

const clause = fc.record(
  {
    id: fc.string({ minLength: 1 }),
    fact: fc.constantFrom('revenue', 'division', 'staff'),
    period: fc.constantFrom('Y', 'Y-1', '2025'),
    op: fc.constantFrom('>=', 'under', 'between', 'has'),
    value: fc.jsonValue() as fc.Arbitrary<Json>,
    min_tier: fc.constantFrom('T0', 'T1'),
    quote: fc.string(),
    role: fc.constantFrom('gate', 'discretion'),
    unheard: fc.jsonValue() as fc.Arbitrary<Json>,
  },
  { requiredKeys: ['id'] },
);

const { condition } = fc.letrec<{ condition: Json }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    clause as unknown as fc.Arbitrary<Json>,
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 4 }) }) as fc.Arbitrary<Json>,
    fc.record({ any: fc.array(tie('condition'), { maxLength: 4 }) }) as fc.Arbitrary<Json>,
    fc.record({ not: tie('condition') }) as fc.Arbitrary<Json>,
    fc.record({
      at_least: fc.nat(5),
      of: fc.array(tie('condition'), { maxLength: 4 }),
    }) as fc.Arbitrary<Json>,
    fc.record({
      all: fc.array(tie('condition'), { maxLength: 4 }),
      note: fc.string(),
    }) as fc.Arbitrary<Json>,
  ),
}));

const plain = (json: Json | undefined) =>
  json === undefined ? undefined : JSON.parse(JSON.stringify(json));

describe('a condition that is opened and saved', () => {
  it('is what it was, whatever it holds', () => {
    fc.assert(
      fc.property(condition, (json) => {
        const before = plain(json);
        const after = plain(writeCondition(readCondition(json, naming())));
        // Nothing at all is written for no condition.
        expect(after === undefined ? null : after).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps a node that it does not know', () => {
    const odd = { all: [], because: 'x' };
    const item = readItem({ not: odd }, naming());
    expect(item.type).toBe('kept');
    expect(writeItem(item)).toEqual({ not: odd });
  });

  it('gives every item a name of its own', () => {
    fc.assert(
      fc.property(condition, (json) => {
        const uids = [...every(readCondition(json, naming()))].map((item) => item.uid);
        expect(new Set(uids).size).toBe(uids.length);
      }),
    );
  });
});

const leaf = (id: string): Json => ({ id, fact: 'staff', op: '>=', value: 1 });
const tree = (): Group =>
  readCondition({ all: [leaf('a'), { any: [leaf('b'), leaf('c')] }, leaf('d')] }, naming());
const uidOf = (root: Group, id: string): string => {
  for (const item of every(root)) if (item.type === 'leaf' && item.json.id === id) return item.uid;
  throw new Error(id);
};

describe('the moves of the builder', () => {
  const name = naming(100);

  it('lose no clause, whatever is moved where', () => {
    fc.assert(
      fc.property(condition, fc.nat(), fc.nat(), (json, which, how) => {
        const root = readCondition(json, naming());
        const items = [...every(root)].slice(1);
        const item = items[which % Math.max(1, items.length)];
        if (!item) return;
        const can = moves(root, item.uid);
        const after = move(root, item.uid, can[how % can.length] ?? 'up', naming(1000));
        const clauses = (group: Group) =>
          [...every(group)]
            .filter((one) => one.type !== 'group')
            .map((one) => one.uid)
            .sort();
        expect(clauses(after)).toEqual(clauses(root));
      }),
    );
  });

  it('go past a neighbour, into a group, out of it and into the one before', () => {
    const root = tree();
    const json = (how: Group) => writeCondition(how);
    expect(json(move(root, uidOf(root, 'd'), 'up', name))).toEqual({
      all: [leaf('a'), leaf('d'), { any: [leaf('b'), leaf('c')] }],
    });
    expect(json(move(root, uidOf(root, 'a'), 'wrap', name))).toEqual({
      all: [{ any: [leaf('a')] }, { any: [leaf('b'), leaf('c')] }, leaf('d')],
    });
    expect(json(move(root, uidOf(root, 'b'), 'lift', name))).toEqual({
      all: [leaf('a'), { any: [leaf('c')] }, leaf('b'), leaf('d')],
    });
    expect(json(move(root, uidOf(root, 'd'), 'join', name))).toEqual({
      all: [leaf('a'), { any: [leaf('b'), leaf('c'), leaf('d')] }],
    });
    expect(move(root, uidOf(root, 'a'), 'up', name)).toBe(root);
  });

  it('drop a group that has been emptied by lifting', () => {
    const root = readCondition({ all: [leaf('a'), { any: [leaf('b')] }] }, naming());
    expect(writeCondition(move(root, uidOf(root, 'b'), 'lift', name))).toEqual({
      all: [leaf('a'), leaf('b')],
    });
  });

  it('never ask for more items than there are', () => {
    const root = readCondition({ at_least: 2, of: [leaf('a'), leaf('b')] }, naming());
    expect(writeCondition(remove(root, uidOf(root, 'a')))).toEqual({
      at_least: 1,
      of: [leaf('b')],
    });
  });

  it('change one item and leave the others the same objects', () => {
    const root = tree();
    const after = change(root, uidOf(root, 'c'), (item) => ({ ...item, nots: 1 }));
    expect(after.items[0]).toBe(root.items[0]);
    expect(writeCondition(after)).toEqual({
      all: [leaf('a'), { any: [leaf('b'), { not: leaf('c') }] }, leaf('d')],
    });
  });

  it('insert where they are told', () => {
    const root = tree();
    const group = placeOf(root, uidOf(root, 'b'))?.group.uid ?? '';
    expect(writeCondition(insert(root, group, 1, readItem(leaf('x'), name)))).toEqual({
      all: [leaf('a'), { any: [leaf('b'), leaf('x'), leaf('c')] }, leaf('d')],
    });
  });
});

describe('ids of clauses', () => {
  it('are new for new clauses and for copies', () => {
    const root = readCondition({ all: [leaf('c1'), leaf('c3')] }, naming());
    const taken = idsOf([root]);
    expect(freshId(taken)).toBe('c2');
    const copy = copyOf(root, taken, naming(50));
    expect(writeItem(copy)).toEqual({ all: [leaf('c2'), leaf('c4')] });
  });
});
