import type { Answer } from '@/api/answer';
import { isObject, type Json, type JsonObject } from '../editor/model';

export type Draft = Answer<'/measures/draft-from-text', 'post'>;
export type DraftClause = NonNullable<Draft['clauses']>[number];

/** What an editor takes over from a draft. */
export interface Accepted {
  when?: JsonObject;
  benefit?: JsonObject;
  bonus?: JsonObject[];
  window?: { from?: string; to?: string };
}

const asNodes = (json: Json | undefined): JsonObject[] =>
  Array.isArray(json) ? json.filter(isObject) : [];

/** Conditions that are taken over together or not at all. */
export interface Unit {
  ids: readonly string[];
  /** How many of them must hold where that is not all; 1 for alternatives. */
  k?: number;
  node: JsonObject;
}

function idsOf(node: JsonObject): string[] {
  const below = [...asNodes(node.all), ...asNodes(node.any), ...asNodes(node.of)];
  if (isObject(node.not)) below.push(node.not);
  return below.length > 0 ? below.flatMap(idsOf) : [String(node.id)];
}

/**
 * What must hold, each by itself. Alternatives stay together: without one of them the others
 * would be asked for more strictly than the text does.
 */
export function units(when: JsonObject | undefined): Unit[] {
  if (!when) return [];
  if ('all' in when) return asNodes(when.all).flatMap(units);
  const unit = { ids: idsOf(when), node: when };
  if ('any' in when) return [{ ...unit, k: 1 }];
  if ('at_least' in when) return [{ ...unit, k: Number(when.at_least) }];
  return [unit];
}

const unitsOf = (draft: Draft) => units(draft.when as JsonObject | undefined);

/** The condition with only the units that are ticked whole; undefined when nothing is left. */
export function kept(
  when: JsonObject | undefined,
  ids: ReadonlySet<string>,
): JsonObject | undefined {
  const left = units(when)
    .filter((unit) => unit.ids.every((id) => ids.has(id)))
    .map((unit) => unit.node);
  return left.length > 1 ? { all: left } : left[0];
}

export interface Stretch {
  text: string;
  from: number;
  /** The mark on it, if any: of a clause, of what was not understood, of an amount or a time. */
  mark?: { sure: 'high' | 'low' | 'unread' | 'given'; id?: string };
}

interface Marked {
  from: number;
  to: number;
  mark: NonNullable<Stretch['mark']>;
}

/**
 * The text cut at its marks. Places count characters, not UTF-16 units; of marks that
 * overlap the one that begins first is kept.
 */
export function stretches(text: string, draft: Draft): Stretch[] {
  const chars = Array.from(text);
  const marks: Marked[] = [
    ...(draft.clauses ?? []).map((c) => ({ ...c, mark: { sure: c.sure, id: c.id } })),
    ...(draft.unread ?? []).map((u) => ({ ...u, mark: { sure: 'unread' as const } })),
    ...[draft.benefit_quote, draft.window_quote, ...(draft.bonus ?? []).map((b) => b.quote)]
      .filter((quote) => quote !== undefined)
      .map((quote) => ({ ...quote, mark: { sure: 'given' as const } })),
  ].sort((a, b) => a.from - b.from || b.to - a.to);
  const out: Stretch[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) out.push({ text: chars.slice(at, to).join(''), from: at });
  };
  for (const { from, to, mark } of marks) {
    if (from < at || to <= from) continue;
    plain(from);
    out.push({ text: chars.slice(from, to).join(''), from, mark });
    at = to;
  }
  plain(chars.length);
  return out;
}

/** What a definition has already, which a draft would replace. */
export interface Existing {
  benefit?: boolean;
  window?: boolean;
}

const others = (draft: Draft, has: Existing): string[] => [
  ...(draft.benefit && !has.benefit ? ['benefit'] : []),
  ...(draft.bonus ?? []).map((_, index) => `bonus-${index + 1}`),
  ...(draft.window && !has.window ? ['window'] : []),
];

/** The ids that are ticked at first: those that rest on no guess and replace nothing. */
export function atFirst(draft: Draft, has: Existing = {}): ReadonlySet<string> {
  const sure = new Set((draft.clauses ?? []).filter((c) => c.sure === 'high').map((c) => c.id));
  return new Set([
    ...unitsOf(draft)
      .filter((unit) => unit.ids.every((id) => sure.has(id)))
      .flatMap((unit) => unit.ids),
    ...others(draft, has).filter((id) => id !== 'benefit' || !draft.benefit_note),
  ]);
}

/** Everything that can be ticked without replacing what there is. */
export const everything = (draft: Draft, has: Existing = {}): ReadonlySet<string> =>
  new Set([...unitsOf(draft).flatMap((unit) => unit.ids), ...others(draft, has)]);

/** What is taken over of a draft with these ticks. */
export function accepted(draft: Draft, ticked: ReadonlySet<string>): Accepted {
  const out: Accepted = {};
  const when = kept(draft.when as JsonObject | undefined, ticked);
  if (when) out.when = when;
  if (draft.benefit && ticked.has('benefit')) out.benefit = draft.benefit as JsonObject;
  const bonus = (draft.bonus ?? [])
    .filter((_, index) => ticked.has(`bonus-${index + 1}`))
    .map((b) => ({ when: b.when, benefit: b.benefit }) as JsonObject);
  if (bonus.length > 0) out.bonus = bonus;
  if (draft.window && ticked.has('window')) out.window = draft.window;
  return out;
}
