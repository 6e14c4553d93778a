import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from './difference';

describe('the difference between two wordings', () => {
  it('is what stands between what both begin and end with', () => {
    expect(difference('收入不超过 2 亿元', '收入不超过 3 亿元')).toEqual({
      before: '收入不超过 ',
      differs: '2',
      after: ' 亿元',
    });
    expect(difference('甲', '')).toEqual({ before: '', differs: '甲', after: '' });
  });

  it('shortens what is the same and long', () => {
    const [head, tail] = ['前'.repeat(200), '后'.repeat(200)];
    expect(difference(`${head}一${tail}`, `${head}二${tail}`)).toEqual({
      before: `…${'前'.repeat(24)}`,
      differs: '一',
      after: `${'后'.repeat(24)}…`,
    });
  });

  it('loses nothing of a short text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 48 }), fc.string({ maxLength: 48 }), (a, b) => {
        const { before, differs, after } = difference(a, b);
        expect(before + differs + after).toBe(a);
        expect(difference(a, a).differs).toBe('');
      }),
    );
  });
});
