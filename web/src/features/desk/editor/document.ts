import { benefitLacks, itemLacks, unfinished } from './check';
import {
  fitting,
  type Group,
  type Item,
  isObject,
  type Json,
  type JsonObject,
  type Naming,
  readCondition,
  writeCondition,
} from './model';
import type { Keys } from './vocabulary';

/** What is added to the benefit under a condition. */
export interface Bonus {
  uid: string;
  when: Group;
  benefit: Json | undefined;
}

/** A definition as the editor holds it. */
export interface Doc {
  /** Every member but the three below, as it stands. */
  page: JsonObject;
  when: Group;
  benefit: Json | undefined;
  bonus: Bonus[];
  /** A bonus list that the editor cannot read, kept as it is. */
  keptBonus?: Json;
}

/** The parts that make sense only as a whole. */
export const PARTS = ['when', 'benefit', 'bonus'] as const;
export type Part = (typeof PARTS)[number];

const isBonus = (json: Json) =>
  isObject(json) && Object.keys(json).every((name) => name === 'when' || name === 'benefit');

export function readDoc(definition: JsonObject, name: Naming): Doc {
  const { when, benefit, bonus, ...page } = definition;
  const doc: Doc = { page, when: readCondition(when, name), benefit, bonus: [] };
  if (bonus === undefined || bonus === null) return doc;
  if (!Array.isArray(bonus) || !bonus.every(isBonus)) return { ...doc, keptBonus: bonus };
  doc.bonus = bonus.map((one) => {
    const { when: condition, benefit: amount } = one as JsonObject;
    return { uid: name(), when: readCondition(condition, name), benefit: amount };
  });
  return doc;
}

const present = (json: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));

function writeBonus(doc: Doc): Json | undefined {
  if (doc.keptBonus !== undefined) return doc.keptBonus;
  if (doc.bonus.length === 0) return undefined;
  return doc.bonus.map(({ when, benefit }) =>
    present({ when: writeCondition(when), benefit } as JsonObject),
  );
}

function writePart(doc: Doc, part: Part): Json | undefined {
  switch (part) {
    case 'when':
      return writeCondition(doc.when);
    case 'benefit':
      return doc.benefit;
    default:
      return writeBonus(doc);
  }
}

const LISTS = ['materials', 'steps'] as const;

/** Rows of a list in which nothing has been written are nobody's. */
function withoutBlankRows(page: JsonObject): JsonObject {
  const out = { ...page };
  for (const list of LISTS) {
    const rows = out[list];
    if (!Array.isArray(rows)) continue;
    out[list] = rows.filter(
      (row) => !isObject(row) || Object.values(row).some((value) => value !== ''),
    );
  }
  return out;
}

/** The whole definition, as far as it has come. */
export function writeDoc(doc: Doc): JsonObject {
  const parts = Object.fromEntries(PARTS.map((part) => [part, writePart(doc, part)]));
  return present({ ...withoutBlankRows(doc.page), ...parts } as JsonObject);
}

/** How many places of each part are not finished. */
export function unfinishedParts(doc: Doc, keys: Keys): Partial<Record<Part, number>> {
  const bonus = doc.bonus.reduce(
    (sum, one) =>
      sum +
      unfinished(one.when, keys).length +
      (one.when.items.length === 0 && one.when.bare ? 1 : 0) +
      (benefitLacks(one.benefit, keys) ? 1 : 0),
    0,
  );
  const counts = {
    when: unfinished(doc.when, keys).length,
    benefit: doc.benefit !== undefined && benefitLacks(doc.benefit, keys) ? 1 : 0,
    bonus,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/**
 * The definition that can be saved: a part that is not finished stays as it was
 * last saved, so that the server never holds half a condition, which would mean
 * something else than either the old or the new one.
 */
export function writeWhole(doc: Doc, saved: JsonObject, keys: Keys): JsonObject {
  const definition = writeDoc(doc);
  for (const part of Object.keys(unfinishedParts(doc, keys)) as Part[]) {
    const before = saved[part];
    if (before === undefined) delete definition[part];
    else definition[part] = before;
  }
  return definition;
}

/** A condition without what is not finished, to be read and tried out meanwhile. */
export function pruned(root: Group, keys: Keys): Group {
  const walk = (item: Item): Item | null => {
    if (item.type !== 'group') return itemLacks(item, keys) ? null : item;
    const items = item.items.map(walk).filter((one) => one !== null);
    return items.length > 0 ? fitting({ ...item, items }) : null;
  };
  const left = walk(root);
  return left?.type === 'group' ? left : { ...root, items: [], bare: true, kind: 'all', nots: 0 };
}

/** Whether two values are the same but for the order of members. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, i) => same(one, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => name in b && same(a[name], b[name]))
    );
  }
  return false;
}

export interface Merged {
  /** What nobody disputes, with mine where both changed the same. */
  merged: JsonObject;
  /** Members that both changed, each in another way. */
  disputed: string[];
}

/** Joins two people's changes of one definition, member by member. */
export function merge(base: JsonObject, mine: JsonObject, theirs: JsonObject): Merged {
  const merged: JsonObject = {};
  const disputed: string[] = [];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [was, my, their] = [base[name], mine[name], theirs[name]];
    let taken = their;
    if (same(was, their)) taken = my;
    else if (!same(was, my) && !same(my, their)) {
      disputed.push(name);
      taken = my;
    }
    if (taken !== undefined) merged[name] = taken;
  }
  return { merged, disputed };
}
