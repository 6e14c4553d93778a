import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST, nextPlace, placeOf, previousPlace, rowRange } from './trail';

describe('paging by cursors', () => {
  it('leads back by the way it came', () => {
    const second = nextPlace(FIRST, 'a');
    const third = nextPlace(second, 'b');
    expect(third).toEqual({ cursor: 'b', page: 3, trail: ['', 'a'] });
    expect(previousPlace(third)).toEqual(second);
    expect(previousPlace(second)).toEqual(FIRST);
    expect(previousPlace(FIRST)).toBeNull();
  });

  it('leads back from any depth to where it started', () => {
    const cursors = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(cursors, (path) => {
        let place = path.reduce(nextPlace, FIRST);
        for (let page = path.length + 1; page > 1; page--) {
          expect(place.page).toBe(page);
          place = previousPlace(place) ?? expect.fail('no way back');
        }
        expect(place).toEqual(FIRST);
      }),
    );
  });

  it('survives a reload with its history', () => {
    const third = nextPlace(nextPlace(FIRST, 'a'), 'b');
    expect(placeOf({ cursor: third.cursor, page: third.page }, third.trail)).toEqual(third);
  });

  it('knows no way back when a link was opened by somebody else', () => {
    const place = placeOf({ cursor: 'b', page: 3 }, undefined);
    expect(place).toEqual({ cursor: 'b', page: 3, trail: [] });
    expect(previousPlace(place)).toBeNull();
  });

  it('does not trust a trail of another list or of another shape', () => {
    expect(placeOf({ cursor: 'b', page: 2 }, ['', 'x', 'y']).trail).toEqual([]);
    expect(placeOf({ cursor: 'b', page: 3 }, [1, 2]).trail).toEqual([]);
  });

  it('is on the first page without a cursor, whatever page the address claims', () => {
    expect(placeOf({ page: 7 }, ['', 'a'])).toEqual(FIRST);
  });

  it('numbers the rows of a page', () => {
    expect(rowRange(FIRST, 50, 50)).toEqual({ from: 1, to: 50 });
    expect(rowRange(nextPlace(FIRST, 'a'), 50, 7)).toEqual({ from: 51, to: 57 });
    expect(rowRange(FIRST, 50, 0)).toBeNull();
  });
});
