import type { EnterpriseFact } from './api';

/** What is said about one key and period: the statement that counts, and the others. */
export interface Statement {
  used: EnterpriseFact;
  others: EnterpriseFact[];
}

/**
 * Facts by what they are about, in the order of the server, the newest period
 * first within a key. Each fact appears exactly once; the strongest leads.
 */
export function statementsOf(facts: readonly EnterpriseFact[]): Statement[] {
  const about = new Map<string, EnterpriseFact[]>();
  const keys: string[] = [];
  for (const fact of facts) {
    if (!keys.includes(fact.key)) keys.push(fact.key);
    const subject = `${fact.key}\n${fact.period ?? ''}`;
    const list = about.get(subject);
    if (list) list.push(fact);
    else about.set(subject, [fact]);
  }
  return [...about.values()]
    .flatMap((list) => {
      const used = list.find((fact) => fact.strongest) ?? list[0];
      return used ? [{ used, others: list.filter((fact) => fact !== used) }] : [];
    })
    .sort(
      (a, b) =>
        keys.indexOf(a.used.key) - keys.indexOf(b.used.key) ||
        (b.used.period ?? '').localeCompare(a.used.period ?? ''),
    );
}
