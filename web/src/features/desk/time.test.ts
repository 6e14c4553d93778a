import { expect, it } from 'vitest';
import { formatMoment } from './time';

const now = new Date('2026-11-21T22:00:00Z'); // the 22nd in China

it.each([
  ['2026-11-21T21:41:00Z', '今天 05:41'],
  ['2026-11-21T15:59:00Z', '11月21日 23:59'],
  ['2025-12-31T16:00:00Z', '1月1日 00:00'],
  ['2025-12-31T15:59:00Z', '2025年12月31日 23:59'],
  ['', ''],
])('the moment %s is said as %s', (time, words) => {
  expect(formatMoment(time, now)).toBe(words);
});
