import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chosen, readChoice, shownColumns, toggled } from './columns';
import { nextSort, sortDirection } from './sort';

const columns = [
  { key: 'name', required: true },
  { key: 'division' },
  { key: 'capital' },
  { key: 'updated', spare: true },
];
const keys = (chosen: Chosen) => shownColumns(columns, chosen).map((column) => column.key);

describe('the columns of a table', () => {
  it('are the usual ones until somebody chooses', () => {
    expect(keys(null)).toEqual(['name', 'division', 'capital']);
  });

  it('stand in the order of the table whatever order they were chosen in', () => {
    expect(keys(['updated', 'division'])).toEqual(['name', 'division', 'updated']);
  });

  it('always hold the one that names the row', () => {
    expect(keys(toggled(columns, null, 'name'))).toContain('name');
  });

  it('are the usual ones again when every change was taken back', () => {
    const more = toggled(columns, null, 'updated');
    expect(keys(more)).toContain('updated');
    expect(toggled(columns, more, 'updated')).toBeNull();
  });

  it('come back as they were after any two presses on one of them', () => {
    const presses = fc.array(fc.constantFrom('division', 'capital', 'updated'));
    fc.assert(
      fc.property(presses, fc.constantFrom('division', 'capital', 'updated'), (list, key) => {
        const before = list.reduce<Chosen>((chosen, one) => toggled(columns, chosen, one), null);
        const after = toggled(columns, toggled(columns, before, key), key);
        expect(keys(after)).toEqual(keys(before));
      }),
    );
  });

  it.each([
    [null, null],
    ['not json', null],
    ['{"a":1}', null],
    ['["gone"]', null],
    ['["gone","capital"]', ['capital']],
  ])('read the kept choice %s as %j', (kept, chosen) => {
    expect(readChoice(columns, kept)).toEqual(chosen);
  });
});

describe('a press on a header', () => {
  const name = { ascending: 'name', descending: '-name' };
  const capital = { ascending: 'capital', descending: '-capital', largestFirst: true };

  it('sorts one way, the other way, and then as before', () => {
    expect(nextSort(name, undefined)).toBe('name');
    expect(nextSort(name, 'name')).toBe('-name');
    expect(nextSort(name, '-name')).toBeUndefined();
  });

  it('starts with the largest where that is asked for', () => {
    expect(nextSort(capital, undefined)).toBe('-capital');
    expect(nextSort(capital, '-capital')).toBe('capital');
  });

  it('takes over from another column', () => {
    expect(nextSort(name, '-capital')).toBe('name');
    expect(sortDirection(name, '-capital')).toBe('none');
    expect(sortDirection(capital, '-capital')).toBe('descending');
  });
});
