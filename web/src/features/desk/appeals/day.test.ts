import { describe, expect, it } from 'vitest';
import { formatEnd } from './day';

describe('the end of a term', () => {
  it('at midnight is the end of the day before, as the law counts', () => {
    expect(formatEnd('2020-03-05T16:00:00Z')).toBe('2020年3月5日 24:00');
    expect(formatEnd('2019-12-31T16:00:00Z')).toBe('2019年12月31日 24:00');
  });
  it('at any other time is said as it is', () => {
    expect(formatEnd('2020-03-05T08:30:00Z')).toBe('2020年3月5日 16:30');
    expect(formatEnd(undefined)).toBe('');
  });
});
