import type { Bonus, Doc } from './document';
import {
  every,
  freshId,
  type Group,
  type Item,
  idsOf,
  isObject,
  type JsonObject,
  type Naming,
  readCondition,
} from './model';

/** What was read out of a text and confirmed. */
export interface Confirmed {
  when?: JsonObject;
  benefit?: JsonObject;
  bonus?: JsonObject[];
  window?: { from?: string; to?: string };
}

/** Gives clauses whose id is taken another. */
function renamed(root: Group, taken: Set<string>): Group {
  for (const item of every(root)) {
    if (item.type !== 'leaf') continue;
    let id = String(item.json.id ?? '');
    if (id === '' || taken.has(id)) id = freshId(taken);
    taken.add(id);
    item.json = { ...item.json, id };
  }
  return root;
}

/** The items that a condition adds to others that must all hold. */
const itemsOf = (root: Group): Item[] =>
  root.kind === 'all' && root.nots === 0 ? root.items : [root];

/** What a definition has already that a text can give only once. */
export const existing = (doc: Doc) => ({
  benefit: doc.benefit !== undefined && doc.benefit !== null,
  window: isObject(doc.page.window) && Object.values(doc.page.window).some(Boolean),
});

/**
 * The definition with what was confirmed added to it: conditions and bonuses that were there stay
 * and must hold as well, a benefit or a time that was confirmed takes the place of the one there was.
 */
export function takeIn(doc: Doc, confirmed: Confirmed, name: Naming): Doc {
  const taken = idsOf([doc.when, ...doc.bonus.map((one) => one.when)]);
  const next = { ...doc };
  if (confirmed.when) {
    const root = renamed(readCondition(confirmed.when, name), taken);
    if (doc.when.items.length === 0) next.when = root;
    else {
      const items = [...itemsOf(doc.when), ...itemsOf(root)];
      next.when = { type: 'group', uid: name(), nots: 0, kind: 'all', k: 1, items };
    }
  }
  if (confirmed.benefit) next.benefit = confirmed.benefit;
  if (confirmed.bonus) {
    const added = confirmed.bonus.map((one): Bonus => {
      const when = renamed(readCondition(one.when, name), taken);
      return { uid: name(), when, benefit: one.benefit };
    });
    next.bonus = [...doc.bonus, ...added];
  }
  if (confirmed.window) next.page = { ...doc.page, window: { ...confirmed.window } };
  return next;
}
