import { describe, expect, it } from 'vitest';
import { lengthOf, nameOf, shifted, turnedInto } from './period';

const of = (month: string, until: string) => ({ month, until });

describe('a period', () => {
  it.each([
    ['2026-03', '2026-03', 'month', '2026 年 3 月', '2026-02', '2026-02'],
    ['2026-01', '2026-03', 'quarter', '2026 年一季度', '2025-10', '2025-12'],
    ['2026-10', '2026-12', 'quarter', '2026 年四季度', '2026-07', '2026-09'],
    ['2026-02', '2026-04', 'other', '2026 年 2 月至 2026 年 4 月', '2025-11', '2026-01'],
    ['2026-01', '2026-12', 'year', '2026 年', '2025-01', '2025-12'],
    ['2025-12', '2026-01', 'other', '2025 年 12 月至 2026 年 1 月', '2025-10', '2025-11'],
  ] as const)(
    'from %s to %s is a %s, has a name and one before',
    (month, until, length, name, from, to) => {
      const p = of(month, until);
      expect(lengthOf(p)).toBe(length);
      expect(nameOf(p)).toBe(name);
      expect(shifted(p, -1)).toEqual(of(from, to));
      expect(shifted(shifted(p, 1), -1)).toEqual(p);
    },
  );

  it('turns into the quarter and the year in which it ends', () => {
    const p = of('2025-11', '2026-05');
    expect(turnedInto(p, 'month')).toEqual(of('2026-05', '2026-05'));
    expect(turnedInto(p, 'quarter')).toEqual(of('2026-04', '2026-06'));
    expect(turnedInto(p, 'year')).toEqual(of('2026-01', '2026-12'));
    expect(turnedInto(p, 'other')).toEqual(p);
  });
});
