import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  code,
  date,
  filtersOf,
  firstPage,
  oneOf,
  pageSpec,
  plainSearch,
  searchReader,
  whole,
  words,
} from './search';

describe('addresses of the desk', () => {
  it('keep codes as text, not as numbers', () => {
    expect(plainSearch.parseSearch('?division=370102&q=2025')).toEqual({
      division: '370102',
      q: '2025',
    });
    expect(plainSearch.stringifySearch({ division: '370102' })).toBe('?division=370102');
  });

  it('leave out what is not set', () => {
    expect(plainSearch.stringifySearch({ q: undefined, status: '', sort: null })).toBe('');
  });

  it('give back any search that was written into them', () => {
    const texts = fc.dictionary(
      fc.constantFrom('q', 'division', 'status', 'cursor'),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(texts, (search) => {
        expect(plainSearch.parseSearch(plainSearch.stringifySearch(search))).toEqual({
          ...search,
        });
      }),
    );
  });
});

describe('the reader of an address', () => {
  const read = searchReader({
    q: words(5),
    division: code,
    size: oneOf('large', 'small'),
    day: date,
    n: whole(1, 9),
    ...pageSpec,
  });

  it('takes what it understands', () => {
    expect(
      read({
        q: ' 传感 ',
        division: '370102',
        size: 'small',
        day: '2026-03-01',
        n: '7',
        page: '2',
      }),
    ).toEqual({ q: '传感', division: '370102', size: 'small', day: '2026-03-01', n: 7, page: 2 });
  });

  it('cuts what is too long between characters and leaves no space at the end', () => {
    expect(read({ q: '一二三四 六' })).toEqual({ q: '一二三四' });
    expect(read({ q: '一二三四𠮷六' })).toEqual({ q: '一二三四𠮷' });
  });

  it('drops everything else, so that an old link still opens', () => {
    expect(
      read({
        q: '  ',
        division: '<script>',
        size: 'huge',
        day: '2026-13-01',
        n: '10',
        page: '1',
        limit: '37',
        unknown: 'x',
      }),
    ).toEqual({});
  });

  it('cuts words that are too long', () => {
    expect(read({ q: '一二三四五六七' })).toEqual({ q: '一二三四五' });
  });

  it('is stable: reading what it read changes nothing', () => {
    const anything = fc.dictionary(
      fc.constantFrom('q', 'division', 'size', 'day', 'n', 'page', 'limit', 'cursor'),
      fc.oneof(fc.string(), fc.nat(), fc.boolean()),
    );
    fc.assert(
      fc.property(anything, (search) => {
        const once = read(search);
        expect(read(once)).toEqual(once);
      }),
    );
  });
});

describe('a list in the address', () => {
  const search = { q: '传感', cursor: 'abc', page: 3, limit: 20 as const, sort: 'name' };

  it('starts over without losing filters, order or size', () => {
    expect(firstPage(search)).toEqual({ q: '传感', limit: 20, sort: 'name' });
  });

  it('is exported by its filters, whatever page is shown', () => {
    expect(filtersOf(search)).toEqual({ q: '传感' });
  });
});
