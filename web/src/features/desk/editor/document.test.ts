import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge, readDoc, unfinishedParts, writeDoc, writeWhole } from './document';
import { type JsonObject, naming } from './model';
import { type FactKey, keysOf } from './vocabulary';

const key = (one: Partial<FactKey> & { key: string }): FactKey => ({
  label: one.key,
  kind: 'number',
  unit: '',
  periodic: false,
  options: [],
  help: '',
  ...one,
});
const keys = keysOf([
  key({ key: 'revenue', unit: '元', periodic: true }),
  key({ key: 'division', kind: 'code' }),
]);

const whole = { id: 'a', fact: 'revenue', period: 'Y-1', op: '>=', value: 1 };
const half = { id: 'b', fact: 'revenue', op: '>=' };

describe('a definition', () => {
  it('is written back as it was read, whatever it holds', () => {
    const member = fc.constantFrom('title', 'when', 'benefit', 'bonus', 'notes', 'window', 'x');
    const value = fc.jsonValue({ maxDepth: 4 }).filter((one) => one !== null);
    fc.assert(
      fc.property(fc.dictionary(member, value), (definition) => {
        const json = JSON.parse(JSON.stringify(definition)) as JsonObject;
        // A list without bonuses says what no list says.
        if (Array.isArray(json.bonus) && json.bonus.length === 0) delete json.bonus;
        expect(writeDoc(readDoc(json, naming()))).toEqual(json);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the order and the digits of a list of bonuses', () => {
    const json: JsonObject = {
      bonus: [
        { when: { not: whole }, benefit: { fixed: '1.00' } },
        { when: { all: [whole] }, benefit: { sum: [] } },
      ],
    };
    expect(writeDoc(readDoc(json, naming()))).toEqual(json);
  });

  it('drops rows of a list in which nothing was written', () => {
    const doc = readDoc({ materials: [{ name: 'A' }, { name: '', note: '' }] }, naming());
    expect(writeDoc(doc)).toEqual({ materials: [{ name: 'A' }] });
  });
});

describe('a part that is not finished', () => {
  const saved: JsonObject = { title: 'old', when: whole, benefit: { fixed: '1.00' } };

  it('stays as it was last saved, while the rest is saved', () => {
    const doc = readDoc({ title: 'new', when: { all: [whole, half] } }, naming());
    expect(unfinishedParts(doc, keys)).toEqual({ when: 1 });
    expect(writeWhole(doc, saved, keys)).toEqual({ title: 'new', when: whole });
  });

  it('is left out where it was never saved', () => {
    const doc = readDoc({ when: half, bonus: [{}] }, naming());
    expect(unfinishedParts(doc, keys)).toEqual({ when: 1, bonus: 2 });
    expect(writeWhole(doc, {}, keys)).toEqual({});
  });

  it('is counted in groups, too', () => {
    const doc = readDoc({ when: { all: [{ any: [] }, whole, half] } }, naming());
    expect(unfinishedParts(doc, keys)).toEqual({ when: 2 });
  });

  it.each([
    [{ fixed: '1.00' }, {}],
    [{ fixed: '1' }, { benefit: 1 }],
    [{ rate: { of: { fact: 'revenue', period: 'Y-1' }, rate: 0.1 } }, {}],
    [{ rate: { of: { fact: 'revenue' }, rate: 0.1 } }, { benefit: 1 }],
    [{ rate: { of: { fact: 'revenue', period: 'Y' } } }, { benefit: 1 }],
    [{ rate: { of: { fact: 'revenue', period: 'Y' }, rate: 1, cap: 'x' } }, { benefit: 1 }],
    [{ tiers: { of: 1, steps: [{ from: 1, amount: '2.00' }] } }, {}],
    [
      {
        tiers: {
          of: 1,
          steps: [
            { from: 1, amount: '2.00' },
            { from: 1, amount: '3.00' },
          ],
        },
      },
      { benefit: 1 },
    ],
    [{ max: [{ fixed: '1.00' }, { per: { of: 1, each: '1.00' } }] }, {}],
    [{ max: [{ fixed: '1.00' }, { per: { of: 1 } }] }, { benefit: 1 }],
    [{ sum: [] }, { benefit: 1 }],
    [{ gift: 1 }, { benefit: 1 }],
  ])('of an amount: %j', (benefit, want) => {
    expect(unfinishedParts(readDoc({ benefit } as JsonObject, naming()), keys)).toEqual(want);
  });
});

describe('two people who change one definition', () => {
  it('both keep what only one of them changed', () => {
    const base = { title: 'a', summary: 's', when: whole, budget: '1.00' };
    const mine = { title: 'b', summary: 's', when: whole };
    const theirs = { title: 'a', summary: 't', when: half, budget: '1.00', contact: { unit: 'u' } };
    expect(merge(base, mine, theirs)).toEqual({
      merged: { title: 'b', summary: 't', when: half, contact: { unit: 'u' } },
      disputed: [],
    });
  });

  it('are asked about what both changed', () => {
    const { merged, disputed } = merge({ title: 'a' }, { title: 'b' }, { title: 'c' });
    expect(disputed).toEqual(['title']);
    expect(merged).toEqual({ title: 'b' });
    expect(merge({ title: 'a' }, { title: 'b' }, { title: 'b' }).disputed).toEqual([]);
  });

  it('never lose a change, whoever made it', () => {
    const definition = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(2));
    fc.assert(
      fc.property(definition, definition, definition, (base, mine, theirs) => {
        const { merged, disputed } = merge(base, mine, theirs);
        for (const name of ['a', 'b', 'c']) {
          if (disputed.includes(name)) continue;
          const changed = [mine[name], theirs[name]].filter((one) => one !== base[name]);
          expect(merged[name]).toBe(changed.length > 0 ? changed[0] : base[name]);
        }
      }),
    );
  });
});
