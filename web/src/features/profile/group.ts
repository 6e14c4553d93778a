import type { ProfileFact } from './api';

/** Everything that was said about one key and period: the value used, and the others. */
export interface FactGroup {
  used: ProfileFact;
  others: ProfileFact[];
}

/**
 * Facts by what they are about, newest period first within a key, keys in the
 * order of the server. Each fact appears exactly once; the strongest leads.
 */
export function groupFacts(facts: readonly ProfileFact[]): FactGroup[] {
  const groups = new Map<string, ProfileFact[]>();
  const keys: string[] = [];
  for (const fact of facts) {
    if (!keys.includes(fact.key)) keys.push(fact.key);
    const about = `${fact.key}\n${fact.period}`;
    groups.set(about, [...(groups.get(about) ?? []), fact]);
  }
  return [...groups.values()]
    .flatMap((about) => {
      const used = about.find((fact) => fact.strongest) ?? about[0];
      return used ? [{ used, others: about.filter((fact) => fact !== used) }] : [];
    })
    .sort(
      (a, b) =>
        keys.indexOf(a.used.key) - keys.indexOf(b.used.key) ||
        b.used.period.localeCompare(a.used.period),
    );
}
