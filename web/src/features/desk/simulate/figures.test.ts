import { describe, expect, it } from 'vitest';
import { inWan, shareOf } from './figures';

describe('the figures of a trial', () => {
  it('says the share of a plan with one decimal and none without a plan', () => {
    expect(shareOf('250000.00', '1000000.00')).toBe(25);
    expect(shareOf('1.00', '3000.00')).toBe(0);
    expect(shareOf('1234567.89', '1000000.00')).toBe(123.5);
    expect(shareOf('1.00', undefined)).toBeNull();
    expect(shareOf('1.00', '0.00')).toBeNull();
  });

  it('draws sums in ten thousands', () => {
    expect(inWan('1234567.89')).toBe(123.4568);
    expect(inWan('0.00')).toBe(0);
  });
});
