import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chinaToday,
  daysBetween,
  formatDate,
  formatDay,
  formatMonth,
  formatPeriod,
  formatSpan,
  windowText,
} from './date';

const day = fc
  .integer({ min: 0, max: 36_500 })
  .map((days) => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));

describe('a day', () => {
  it('in China begins while it is still the day before in London', () => {
    expect(chinaToday(new Date('2026-03-04T16:00:00Z'))).toBe('2026-03-05');
    expect(chinaToday(new Date('2026-03-04T15:59:59Z'))).toBe('2026-03-04');
    expect(formatDay('2026-03-04T16:00:00Z')).toBe('2026年3月5日');
  });

  it('is written without leading zeros', () => {
    expect(formatDate('2026-03-05')).toBe('2026年3月5日');
    expect(formatDate('待定')).toBe('待定');
    expect(formatMonth('2026-03')).toBe('2026年3月');
    expect(formatMonth('待定')).toBe('待定');
  });

  it('lies as many days after another as were added', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        const to = new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000);
        expect(daysBetween(from, to.toISOString().slice(0, 10))).toBe(days);
      }),
    );
  });
});

describe('a window of application', () => {
  const window = { from: '2026-03-01', to: '2026-11-30' };
  it.each([
    ['2026-02-28', 'notYet', '2026年3月1日开始受理'],
    ['2026-03-01', 'open', '2026年11月30日止'],
    ['2026-09-01', 'open', '还剩 90 天'],
    ['2026-11-14', 'open', '还剩 16 天'],
    ['2026-11-15', 'closing', '还剩 15 天'],
    ['2026-11-29', 'closing', '明天截止'],
    ['2026-11-30', 'closing', '今天截止'],
    ['2026-12-01', 'over', '已截止'],
  ])('on %s is %s: %s', (today, state, text) => {
    expect(windowText(window, today)).toEqual({ state, text });
  });

  it('without an end is always open', () => {
    expect(windowText({}, '2026-01-01')).toEqual({ state: 'open', text: '长期有效' });
  });

  it('never opens again once it is over', () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: 1, max: 3000 }), (to, today, later) => {
        const then = new Date(Date.parse(`${today}T00:00:00Z`) + later * 86_400_000);
        if (windowText({ to }, today).state !== 'over') return;
        expect(windowText({ to }, then.toISOString().slice(0, 10)).state).toBe('over');
      }),
    );
  });
});

it('a period is a year, or said as it stands', () => {
  expect(formatPeriod('2025')).toBe('2025 年度');
  expect(formatPeriod('2025Q3')).toBe('2025Q3');
  expect(formatPeriod(undefined)).toBe('');
});

it('a span may be open at either end', () => {
  expect(formatSpan('2024-11-01', '2027-10-31')).toBe('2024年11月1日至2027年10月31日');
  expect(formatSpan('2024-11-01', undefined)).toBe('2024年11月1日起');
  expect(formatSpan(undefined, '2027-10-31')).toBe('2027年10月31日止');
  expect(formatSpan(undefined, undefined)).toBe('长期有效');
});
