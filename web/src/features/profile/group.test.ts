import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProfileFact } from './api';
import { groupFacts } from './group';

const fact = (id: string, key: string, period: string, strongest: boolean) =>
  ({ id, key, label: key, period, strongest }) as unknown as ProfileFact;

it('the strongest of several sources leads, the others stay to be seen', () => {
  const groups = groupFacts([
    fact('own', 'revenue', '2025', false),
    fact('tax', 'revenue', '2025', true),
    fact('old', 'revenue', '2024', true),
  ]);
  expect(groups.map((group) => group.used.id)).toEqual(['tax', 'old']);
  expect(groups[0]?.others.map((other) => other.id)).toEqual(['own']);
});

it('no fact is lost or shown twice', () => {
  const facts = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      key: fc.constantFrom('revenue', 'staff', 'listed'),
      period: fc.constantFrom('2024', '2025', ''),
      strongest: fc.boolean(),
    }),
    { selector: (each) => each.id },
  );
  fc.assert(
    fc.property(facts, (list) => {
      const shown = groupFacts(list as unknown as ProfileFact[]).flatMap((group) => [
        group.used.id,
        ...group.others.map((other) => other.id),
      ]);
      expect([...shown].sort()).toEqual(list.map((each) => each.id).sort());
    }),
  );
});
