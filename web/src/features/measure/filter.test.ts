import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterCount, readFilter, readSearch } from './filter';

describe('the filter in the address', () => {
  it('is read as it was written', () => {
    const filter = { q: '研发', kind: 'grant', industry: 'C', size_class: 'small', sort: 'new' };
    expect(readFilter(filter)).toEqual(filter);
    expect(filterCount(readFilter(filter))).toBe(3);
  });

  it('narrows what is found only where something is searched for', () => {
    expect(readSearch({ q: '研发', only: 'policy' })).toEqual({ q: '研发', only: 'policy' });
    expect(readSearch({ only: 'policy' })).toEqual({});
    expect(readSearch({ q: '研发', only: 'news' })).toEqual({ q: '研发' });
  });

  it('takes a year for words', () => {
    expect(readFilter({ q: 2025 })).toEqual({ q: '2025' });
  });

  it('drops what is no filter', () => {
    expect(
      readFilter({ q: '  ', kind: ['grant'], industry: '<b>', sort: 'price', page: 3 }),
    ).toEqual({});
  });

  it('survives any address and reads the same again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (search) => {
        const filter = readFilter(search);
        expect(readFilter({ ...filter })).toEqual(filter);
      }),
    );
    fc.assert(
      fc.property(
        fc.record({ q: fc.anything(), kind: fc.anything(), sort: fc.anything() }),
        (search) => {
          const { q = '' } = readFilter(search);
          expect(q.length).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});
