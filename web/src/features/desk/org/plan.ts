import type { Receiver, WorkItem } from './api';

/** What was chosen for an item: a receiver's id, `vacant`, `keep`, or nothing yet. */
export type Choices = Readonly<Record<string, string>>;

export const VACANT = 'vacant';
export const KEEP = 'keep';

/** What the choices come to, for the sentence that is confirmed. */
export interface Summary {
  missing: number;
  given: number;
  vacant: number;
  kept: number;
  receivers: string[];
}

export function summarize(items: readonly WorkItem[], choices: Choices): Summary {
  const sum: Summary = { missing: 0, given: 0, vacant: 0, kept: 0, receivers: [] };
  for (const item of items) {
    const choice = choices[item.key];
    if (!choice) sum.missing += 1;
    else if (choice === VACANT) sum.vacant += 1;
    else if (choice === KEEP) sum.kept += 1;
    else {
      sum.given += 1;
      if (!sum.receivers.includes(choice)) sum.receivers.push(choice);
    }
  }
  return sum;
}

/** The items of an order: what is kept is not named in it. */
export function orderItems(items: readonly WorkItem[], choices: Choices) {
  return items.flatMap(({ kind, id, key }) => {
    const choice = choices[key];
    if (!choice || choice === KEEP) return [];
    return [choice === VACANT ? { kind, id } : { kind, id, receiver: choice }];
  });
}

/** Those who may take over an item. */
export function ableTo(receivers: readonly Receiver[], key: string): Receiver[] {
  return receivers.filter((one) => (one.may ?? []).includes(key));
}

/** Gives everything that a person may take over to them; the rest stays as it was chosen. */
export function giveAll(items: readonly WorkItem[], choices: Choices, to: Receiver): Choices {
  const all = items.filter((item) => (to.may ?? []).includes(item.key));
  return { ...choices, ...Object.fromEntries(all.map((item) => [item.key, to.id])) };
}
