import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  before,
  type FactKey,
  keysOf,
  measureOf,
  percentText,
  percentValue,
  type Shaped,
  shapeOf,
  spanOf,
  spanText,
  termFor,
} from './vocabulary';

const fact = (key: string, period: string) => ({ fact: key, period });
const keys = keysOf(
  [
    ['revenue', '元'],
    ['rd_expense', '元'],
    ['staff', '人'],
    ['patents', '件'],
  ].map(([name = '', unit = '']) => ({ key: name, unit }) as FactKey),
);

describe('an expression', () => {
  it.each<[Shaped]>([
    [{ shape: 'fact', facts: [{ key: 'revenue', period: 'Y-1' }] }],
    [
      {
        shape: 'share',
        facts: [
          { key: 'rd_expense', period: 'Y-1' },
          { key: 'revenue', period: 'Y-1' },
        ],
      },
    ],
    [
      {
        shape: 'growth',
        facts: [
          { key: 'revenue', period: 'Y-1' },
          { key: 'revenue', period: 'Y-2' },
        ],
      },
    ],
    [
      {
        shape: 'growth',
        ratio: true,
        facts: [
          { key: 'revenue', period: 'Y-1' },
          { key: 'revenue', period: 'Y-2' },
        ],
      },
    ],
    [
      {
        shape: 'increase',
        facts: [
          { key: 'staff', period: 'Y' },
          { key: 'staff', period: 'Y-1' },
        ],
      },
    ],
  ])('of a usual shape is recognised: %j', (shaped) => {
    expect(shapeOf(termFor(shaped))).toEqual(shaped);
  });

  it('of any other shape is a formula', () => {
    expect(shapeOf({ mul: [fact('staff', 'Y'), 2] }).shape).toBe('formula');
    expect(shapeOf({ div: [fact('staff', 'Y'), 2] }).shape).toBe('formula');
    expect(shapeOf({ add: [fact('staff', 'Y'), fact('staff', 'Y-1'), 3] }).shape).toBe('formula');
  });

  it('is typed in what it is measured in', () => {
    const [rd, revenue, staff] = ['rd_expense', 'revenue', 'staff'].map((k) => fact(k, 'Y-1'));
    expect(measureOf(revenue, keys)).toEqual({ type: 'money' });
    expect(measureOf(staff, keys)).toEqual({ type: 'number', unit: '人' });
    expect(measureOf({ div: [rd ?? 0, revenue ?? 0] }, keys)).toEqual({ type: 'percent', base: 0 });
    expect(measureOf({ div: [revenue ?? 0, staff ?? 0] }, keys)).toEqual({ type: 'money' });
    expect(measureOf({ div: [staff ?? 0, revenue ?? 0] }, keys)).toEqual({
      type: 'number',
      unit: '',
    });
    expect(measureOf({ div: [revenue ?? 0, fact('revenue', 'Y-2')] }, keys)).toEqual({
      type: 'percent',
      base: 1,
    });
    expect(measureOf({ mul: [staff ?? 0, 2] }, keys)).toEqual({ type: 'number', unit: '人' });
    expect(measureOf({ sub: [revenue ?? 0, rd ?? 0] }, keys)).toEqual({ type: 'money' });
  });
});

describe('a share', () => {
  it('is typed in per cent and kept as a number, exactly', () => {
    expect(percentValue('5', 0)).toBe(0.05);
    expect(percentValue('20', 1)).toBe(1.2);
    expect(percentValue('0.125', 0)).toBe(0.00125);
    expect(percentValue('x', 0)).toBeNull();
    fc.assert(
      fc.property(
        fc.integer({ min: -99999, max: 999999 }),
        fc.constantFrom<0 | 1>(0, 1),
        (n, base) => {
          const typed = String(n / 100);
          expect(percentText(percentValue(typed, base) ?? Number.NaN, base)).toBe(typed);
        },
      ),
    );
  });
});

describe('a span', () => {
  it.each(['P3Y', 'P6M', 'P90D', 'P1Y6M', 'P1Y2M3D'])(
    '%s is taken apart and put together',
    (span) => {
      expect(spanText(spanOf(span) ?? { years: '', months: '', days: '' })).toBe(span);
    },
  );
  it.each(['P', 'P2W', 'PT1H', '3Y', 5])('%s is none', (span) => {
    expect(spanOf(span)).toBeNull();
  });
});

describe('the year before', () => {
  it.each([
    ['Y', 'Y-1'],
    ['Y-1', 'Y-2'],
    ['2025', '2024'],
    ['', ''],
  ])('%s is %s', (period, want) => {
    expect(before(period)).toBe(want);
  });
});
