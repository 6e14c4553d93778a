import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, type FactKind, parseDraft, readFact, recentYears } from './value';

const draft = (text: string, more = {}) => ({ ...EMPTY_DRAFT, text, ...more });

describe('a fact as typed', () => {
  it('in 万元 is sent in yuan', () => {
    expect(readFact('number', '元', draft('260'))).toEqual({
      ok: true,
      said: { value: '2600000' },
    });
    expect(readFact('number', '元', draft('2600000', { unit: 'yuan' }))).toEqual({
      ok: true,
      said: { value: '2600000' },
    });
  });

  it('that is a head count has no 万', () => {
    expect(readFact('number', '人', draft('86'))).toEqual({ ok: true, said: { value: '86' } });
    expect(readFact('number', '人', draft('1,086'))).toEqual({ ok: true, said: { value: '1086' } });
  });

  it('that is yes or no is sent as such', () => {
    expect(readFact('bool', undefined, draft('false'))).toEqual({
      ok: true,
      said: { value: 'false' },
    });
  });

  it('that is a qualification needs the day it began and may end later', () => {
    expect(readFact('qualification', undefined, draft('srdi'))).toMatchObject({ field: 'from' });
    const held = draft('srdi', { from: '2024-07-01', to: '2024-06-30' });
    expect(readFact('qualification', undefined, held)).toMatchObject({ field: 'to' });
    expect(readFact('qualification', undefined, { ...held, to: '' })).toEqual({
      ok: true,
      said: { value: 'srdi', from: '2024-07-01' },
    });
  });

  it('and not filled in is never sent', () => {
    const kinds: FactKind[] = ['number', 'text', 'bool', 'code', 'date', 'qualification'];
    for (const kind of kinds) expect(readFact(kind, '元', draft(' '))).toMatchObject({ ok: false });
  });

  it('as a number is plain digits, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('元', '人'), (text, unit) => {
        const reading = readFact('number', unit, draft(text));
        if (reading.ok) expect(reading.said.value).toMatch(/^-?\d+(\.\d+)?$/);
      }),
    );
  });
});

describe('a kept draft', () => {
  it('comes back as it was', () => {
    const kept = draft('260', { unit: 'yuan', from: '2024-07-01' });
    expect(parseDraft(JSON.stringify(kept))).toEqual(kept);
  });

  it('that was damaged is an empty one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (kept) => {
        const { text, unit } = parseDraft(kept);
        expect(typeof text).toBe('string');
        expect(['wan', 'yuan']).toContain(unit);
      }),
    );
  });
});

it('the newest years come first', () => {
  expect(recentYears('2026-11-21', 3)).toEqual(['2026', '2025', '2024']);
});
