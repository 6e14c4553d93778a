import { describe, expect, it } from 'vitest';
import { readCode, readPhone } from '@/lib/phone';
import { secondsUntil } from './countdown';

describe('a phone number as typed', () => {
  it.each([
    ['13900000001', '13900000001'],
    ['139 0000 0001', '13900000001'],
    ['139-0000-0001', '13900000001'],
    ['＋86 139 0000 0001', '13900000001'],
    ['8613900000001', '13900000001'],
    ['１３９０００００００１', '13900000001'],
  ])('%s is %s', (typed, phone) => {
    expect(readPhone(typed)).toBe(phone);
  });

  it.each(['', '1390000000', '139000000012', '23900000001', 'abc'])('%s is none', (typed) => {
    expect(readPhone(typed)).toBeNull();
  });
});

it('a code is six digits', () => {
  expect(readCode(' 012 345 ')).toBe('012345');
  expect(readCode('12345')).toBeNull();
  expect(readCode('12345a')).toBeNull();
});

it('a countdown shows whole seconds and stops at nought', () => {
  expect(secondsUntil(60_000, 0)).toBe(60);
  expect(secondsUntil(60_000, 59_001)).toBe(1);
  expect(secondsUntil(60_000, 60_000)).toBe(0);
  expect(secondsUntil(60_000, 99_000)).toBe(0);
});
