import { describe, expect, test } from 'vitest';
import { changedFields, limitOf, limitWords, NEVER, typed, wrongTyped } from './limits';

const manual = { automatic: NEVER, sampled: NEVER, share: 20, automatic_share: 5 };
const both = { automatic: 985, sampled: 800, share: 20, automatic_share: 3 };

describe('limits', () => {
  test('are said in sentences', () => {
    expect(limitWords(manual)).toBe('由人判断');
    expect(limitWords(both)).toBe(
      '把握不低于 98.5% 的自动采用，抽查其中 3%；把握不低于 80% 的采用，并抽查其中 20%',
    );
    expect(limitWords({ ...both, sampled: 985 })).not.toContain('并抽查');
  });

  test('stay what they are when they are typed and read again', () => {
    for (const limit of [manual, both, { ...both, sampled: 985 }, { ...both, automatic: NEVER }])
      expect(limitOf(typed(limit))).toEqual(limit);
  });

  test('that cannot be read are refused where they are typed', () => {
    const form = typed(both);
    expect(wrongTyped({ ...form, automatic: '100' })).toHaveProperty('automatic');
    expect(wrongTyped({ ...form, automatic: '95.55' })).toHaveProperty('automatic');
    expect(wrongTyped({ ...form, share: '0' })).toHaveProperty('share');
    expect(wrongTyped({ ...form, automaticOn: false, automatic: '' })).toEqual({});
  });

  test('differ field by field', () => {
    const before = {
      kind: manual,
      topic: manual,
      place: manual,
      urgency: manual,
      department: manual,
    };
    expect(changedFields(before, { ...before, topic: both })).toEqual(['topic']);
  });
});
