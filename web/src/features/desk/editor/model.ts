/**
 * The condition of a measure as the builder edits it, and back to the JSON of a
 * definition. Whatever a definition holds survives: a clause keeps its JSON
 * object, of which the builder changes only what it shows, and a node that it
 * does not know is carried along untouched.
 */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

export type GroupKind = 'all' | 'any' | 'at_least';

interface ItemBase {
  /** Names the item on this screen only. */
  uid: string;
  /** How many nots stand around it; an odd number turns it round. */
  nots: number;
}

/** Several items of which all, one, or some must hold. */
export interface Group extends ItemBase {
  type: 'group';
  kind: GroupKind;
  /** How many must hold, of at_least. */
  k: number;
  items: Item[];
  /** Was not written as a group: a root that stood alone goes back to standing alone. */
  bare?: boolean;
}

/** One clause, by its JSON object. */
export interface Leaf extends ItemBase {
  type: 'leaf';
  json: JsonObject;
}

/** Something the builder does not know; kept as it is. */
export interface Kept extends ItemBase {
  type: 'kept';
  json: Json;
}

export type Item = Group | Leaf | Kept;

/** Makes names for items. */
export type Naming = () => string;

export function naming(start = 0): Naming {
  let last = start;
  return () => {
    last += 1;
    return `i${last}`;
  };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const only = (json: JsonObject, ...names: string[]) =>
  Object.keys(json).length === names.length && names.every((name) => name in json);

/** Reads one node of a condition. */
export function readItem(json: Json, name: Naming): Item {
  const uid = name();
  let nots = 0;
  let inner = json;
  while (isObject(inner) && only(inner, 'not')) {
    inner = inner.not as Json;
    nots += 1;
  }
  const group = (kind: GroupKind, items: Json, k = 1): Item =>
    Array.isArray(items)
      ? { type: 'group', uid, nots, kind, k, items: items.map((one) => readItem(one, name)) }
      : { type: 'kept', uid, nots, json: inner };
  if (isObject(inner)) {
    if (only(inner, 'all')) return group('all', inner.all as Json);
    if (only(inner, 'any')) return group('any', inner.any as Json);
    if (only(inner, 'at_least', 'of') && Number.isInteger(inner.at_least)) {
      return group('at_least', inner.of as Json, inner.at_least as number);
    }
    if (!['all', 'any', 'not', 'at_least'].some((known) => known in (inner as JsonObject))) {
      return { type: 'leaf', uid, nots, json: inner };
    }
  }
  return { type: 'kept', uid, nots, json: inner };
}

/** Reads a whole condition; the builder always starts from a group. */
export function readCondition(json: Json | undefined, name: Naming): Group {
  if (json === undefined || json === null) {
    return { type: 'group', uid: name(), nots: 0, kind: 'all', k: 1, items: [], bare: true };
  }
  const item = readItem(json, name);
  if (item.type === 'group' && item.nots === 0) return item;
  return { type: 'group', uid: name(), nots: 0, kind: 'all', k: 1, items: [item], bare: true };
}

/** Writes one node back. */
export function writeItem(item: Item): Json {
  let json: Json =
    item.type === 'group' ? writeGroup(item) : item.type === 'leaf' ? item.json : item.json;
  for (let n = 0; n < item.nots; n += 1) json = { not: json };
  return json;
}

function writeGroup(group: Group): Json {
  const items = group.items.map(writeItem);
  switch (group.kind) {
    case 'at_least':
      return { at_least: group.k, of: items };
    case 'any':
      return { any: items };
    default:
      return { all: items };
  }
}

/** Writes a whole condition back; undefined for one without anything in it. */
export function writeCondition(root: Group): Json | undefined {
  if (root.bare && root.kind === 'all' && root.nots === 0) {
    if (root.items.length === 0) return undefined;
    const [first] = root.items;
    if (root.items.length === 1 && first) return writeItem(first);
  }
  return writeItem(root);
}

/** Every item of a tree, each before what is in it. */
export function* every(item: Item): Generator<Item> {
  yield item;
  if (item.type === 'group') for (const one of item.items) yield* every(one);
}

export function find(root: Group, uid: string): Item | undefined {
  for (const item of every(root)) if (item.uid === uid) return item;
  return undefined;
}

/** The group that an item stands in, and where. */
export function placeOf(root: Group, uid: string): { group: Group; index: number } | undefined {
  for (const item of every(root)) {
    if (item.type !== 'group') continue;
    const index = item.items.findIndex((one) => one.uid === uid);
    if (index >= 0) return { group: item, index };
  }
  return undefined;
}

/** How many must hold is at least one and at most all. */
export const fitting = (group: Group): Group => ({
  ...group,
  k: Math.max(1, Math.min(group.k, group.items.length || 1)),
});

/** The tree with one item changed; taken out where change gives nothing. */
export function change(root: Group, uid: string, to: (item: Item) => Item | null): Group {
  const walk = (item: Item): Item | null => {
    if (item.uid === uid) return to(item);
    if (item.type !== 'group') return item;
    const items = item.items.map(walk);
    if (items.every((one, i) => one === item.items[i])) return item;
    const kept = items.filter((one) => one !== null);
    const next = { ...item, items: kept };
    return kept.length < item.items.length ? fitting(next) : next;
  };
  const next = walk(root);
  return next?.type === 'group' ? next : root;
}

export const remove = (root: Group, uid: string): Group => change(root, uid, () => null);

export function insert(root: Group, into: string, index: number, item: Item): Group {
  return change(root, into, (group) =>
    group.type === 'group'
      ? { ...group, items: [...group.items.slice(0, index), item, ...group.items.slice(index)] }
      : group,
  );
}

export type Move = 'up' | 'down' | 'wrap' | 'lift' | 'join';

/** Which moves an item can make. */
export function moves(root: Group, uid: string): Move[] {
  const place = placeOf(root, uid);
  if (!place) return [];
  const { group, index } = place;
  const can: Move[] = [];
  if (index > 0) can.push('up');
  if (index < group.items.length - 1) can.push('down');
  can.push('wrap');
  if (group !== root) can.push('lift');
  if (group.items[index - 1]?.type === 'group') can.push('join');
  return can;
}

/** Moves an item: past a neighbour, into a group of its own, out of its group, into the group before. */
export function move(root: Group, uid: string, how: Move, name: Naming): Group {
  const place = placeOf(root, uid);
  if (!place || !moves(root, uid).includes(how)) return root;
  const { group, index } = place;
  const item = group.items[index];
  if (!item) return root;
  switch (how) {
    case 'wrap':
      return change(root, uid, () => ({
        type: 'group',
        uid: name(),
        nots: 0,
        kind: group.kind === 'any' ? 'all' : 'any',
        k: 1,
        items: [item],
      }));
    case 'lift': {
      const outer = placeOf(root, group.uid);
      if (!outer) return root;
      const without = remove(root, uid);
      const moved = insert(without, outer.group.uid, outer.index + 1, item);
      return group.items.length === 1 ? remove(moved, group.uid) : moved;
    }
    case 'join': {
      const before = group.items[index - 1];
      if (before?.type !== 'group') return root;
      return insert(remove(root, uid), before.uid, before.items.length, item);
    }
    default: {
      const items = group.items.filter((one) => one.uid !== uid);
      items.splice(how === 'up' ? index - 1 : index + 1, 0, item);
      return change(root, group.uid, () => ({ ...group, items }));
    }
  }
}

/** The ids of all clauses. */
export function idsOf(roots: readonly Group[]): Set<string> {
  const ids = new Set<string>();
  for (const root of roots) {
    for (const item of every(root)) {
      if (item.type === 'leaf' && typeof item.json.id === 'string') ids.add(item.json.id);
    }
  }
  return ids;
}

/** An id that no clause has yet: c1, c2, … */
export function freshId(taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) if (!taken.has(`c${n}`)) return `c${n}`;
}

/** A copy with new names and new ids, to stand beside the original. */
export function copyOf(item: Item, taken: Set<string>, name: Naming): Item {
  const again = readItem(writeItem(item), name);
  for (const one of every(again)) {
    if (one.type !== 'leaf') continue;
    const id = freshId(taken);
    taken.add(id);
    one.json = { ...one.json, id };
  }
  return again;
}
