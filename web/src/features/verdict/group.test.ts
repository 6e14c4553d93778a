import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VERDICTS } from '@/components/verdict';
import type { VerdictItem } from './api';
import { groupByVerdict } from './group';

const item = fc.record({
  measure: fc.uuid(),
  title: fc.constant('稳岗补贴'),
  verdict: fc.constantFrom(...VERDICTS),
  amount: fc.option(
    fc.nat().map((yuan) => `${yuan}.00`),
    { nil: undefined },
  ),
  near: fc.boolean(),
  missing: fc.array(fc.constant({ key: 'staff', label: '从业人数' }), { maxLength: 4 }),
}) as unknown as fc.Arbitrary<VerdictItem>;

it('every measure stands in exactly the group of its verdict', () => {
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const groups = groupByVerdict(items);
      expect(groups.map((group) => group.verdict)).toEqual(VERDICTS);
      expect(groups.flatMap((group) => group.items)).toHaveLength(items.length);
      for (const group of groups) {
        for (const each of group.items) expect(each.verdict).toBe(group.verdict);
      }
    }),
  );
});

it('the most money comes first, the least to supply comes first, the near miss comes first', () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 2 }), (items) => {
      const [eligible, needFacts, , ineligible] = groupByVerdict(items).map((group) => group.items);
      const falling = (list: number[]) =>
        list.every((value, i) => i === 0 || value <= (list[i - 1] as number));
      expect(falling((eligible ?? []).map((each) => Number(each.amount ?? 0)))).toBe(true);
      expect(falling((needFacts ?? []).map((each) => -(each.missing?.length ?? 0)))).toBe(true);
      expect(falling((ineligible ?? []).map((each) => Number(each.near)))).toBe(true);
    }),
  );
});
