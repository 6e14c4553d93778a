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

/**
 * The condition with only the clauses of these ids. A group of one is that one; a group that
 * asks for more than are left asks for all of them. Undefined when nothing is left.
 */
export function pruned(node: JsonObject, ids: ReadonlySet<string>): JsonObject | undefined {
  for (const kind of ['all', 'any'] as const) {
    if (kind in node) {
      const kept = keptOf(asNodes(node[kind]), ids);
      return kept.length > 1 ? { [kind]: kept } : kept[0];
    }
  }
  if ('not' in node) {
    const inner = isObject(node.not) ? pruned(node.not, ids) : undefined;
    return inner && { not: inner };
  }
  if ('at_least' in node) {
    const kept = keptOf(asNodes(node.of), ids);
    const k = Number(node.at_least);
    if (kept.length > k) return { at_least: k, of: kept };
    return kept.length > 1 ? { all: kept } : kept[0];
  }
  return ids.has(String(node.id)) ? node : undefined;
}

const keptOf = (nodes: JsonObject[], ids: ReadonlySet<string>) =>
  nodes.map((node) => pruned(node, ids)).filter((node) => node !== undefined);

/** How many of a group must hold, by the group's name; 1 for alternatives. */
export function needed(when: JsonObject | undefined): Map<string, number> {
  const found = new Map<string, number>();
  const counts = { any: 0, at_least: 0 };
  const walk = (node: JsonObject) => {
    if ('any' in node) found.set(`any-${++counts.any}`, 1);
    if ('at_least' in node) found.set(`at_least-${++counts.at_least}`, Number(node.at_least));
    for (const below of [node.all, node.any, node.of]) asNodes(below).forEach(walk);
    if (isObject(node.not)) walk(node.not);
  };
  if (when) walk(when);
  return found;
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

/** The ids that are ticked at first: those that rest on no guess. */
export const atFirst = (draft: Draft): ReadonlySet<string> =>
  new Set([
    ...(draft.clauses ?? [])
      .filter((c) => c.sure === 'high' && !c.group.startsWith('bonus'))
      .map((c) => c.id),
    ...(draft.benefit && !draft.benefit_note ? ['benefit'] : []),
    ...(draft.bonus ?? []).map((_, index) => `bonus-${index + 1}`),
    ...(draft.window ? ['window'] : []),
  ]);

/** Everything that can be ticked. */
export const everything = (draft: Draft): ReadonlySet<string> =>
  new Set([
    ...(draft.clauses ?? []).filter((c) => !c.group.startsWith('bonus')).map((c) => c.id),
    ...(draft.benefit ? ['benefit'] : []),
    ...(draft.bonus ?? []).map((_, index) => `bonus-${index + 1}`),
    ...(draft.window ? ['window'] : []),
  ]);

/** What is taken over of a draft with these ticks. */
export function accepted(draft: Draft, ticked: ReadonlySet<string>): Accepted {
  const out: Accepted = {};
  const when = draft.when && pruned(draft.when as JsonObject, ticked);
  if (when) out.when = when;
  if (draft.benefit && ticked.has('benefit')) out.benefit = draft.benefit as JsonObject;
  const bonus = (draft.bonus ?? [])
    .filter((_, index) => ticked.has(`bonus-${index + 1}`))
    .map((b) => ({ when: b.when, benefit: b.benefit }) as JsonObject);
  if (bonus.length > 0) out.bonus = bonus;
  if (draft.window && ticked.has('window')) out.window = draft.window;
  return out;
}
