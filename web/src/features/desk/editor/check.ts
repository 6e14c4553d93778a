import { te } from '@/messages/editor';
import { every, type Group, type Item, isObject, type Json, type JsonObject } from './model';
import { isOp, type Keys, type Op, spanOf, termOf } from './vocabulary';

/** What a clause, an amount or a group still lacks. */
export type Lack =
  | 'fact'
  | 'period'
  | 'op'
  | 'value'
  | 'kind'
  | 'amount'
  | 'rate'
  | 'each'
  | 'steps'
  | 'parts'
  | 'items'
  | 'id';

const MONEY = /^(0|[1-9]\d{0,14})\.\d{2}$/;

/** Whether a period is one that a definition can ask for. */
export const isPeriod = (period: string): boolean => /^(Y|Y-[1-9]\d?|\d{4})$/.test(period);

function factLacks(key: string, period: string, keys: Keys): Lack | null {
  if (key === '') return 'fact';
  const known = keys.get(key);
  if (known?.periodic && !isPeriod(period)) return 'period';
  return period !== '' && !isPeriod(period) ? 'period' : null;
}

/** What keeps a term from being computed. */
export function termLacks(json: Json | undefined, keys: Keys): Lack | null {
  const term = termOf(json);
  if (!term) return 'fact';
  if (term.type === 'fact') return factLacks(term.key, term.period, keys);
  if (term.type === 'number') return null;
  if (term.args.length < 2) return 'fact';
  for (const arg of term.args) {
    const lack = termLacks(arg, keys);
    if (lack) return lack;
  }
  return null;
}

const filled = (value: Json | undefined): boolean =>
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value !== '');

function valueLacks(op: Op, value: Json | undefined): boolean {
  switch (op) {
    case 'exists':
      return false;
    case 'between':
      return !(Array.isArray(value) && value.length === 2 && value.every(filled));
    case 'in':
      return !(Array.isArray(value) && value.length > 0 && value.every(filled));
    case 'under':
      return Array.isArray(value) ? value.length === 0 || !value.every(filled) : !filled(value);
    case 'older_than':
    case 'younger_than':
      return value === undefined || spanOf(value) === null;
    default:
      return !filled(value);
  }
}

/** What a clause still lacks before it means anything; null when it is whole. */
export function clauseLacks(json: JsonObject, keys: Keys): Lack | null {
  if (typeof json.id !== 'string' || json.id === '') return 'id';
  if (json.role === 'discretion') return null;
  const lack = 'expr' in json ? termLacks(json.expr, keys) : termLacks(json, keys);
  if (lack) return lack;
  if (!isOp(json.op)) return 'op';
  return valueLacks(json.op, json.value) ? 'value' : null;
}

/** What an item lacks by itself, not what is in it. */
export function itemLacks(item: Item, keys: Keys): Lack | null {
  switch (item.type) {
    case 'leaf':
      return clauseLacks(item.json, keys);
    case 'group':
      return item.items.length === 0 ? 'items' : null;
    default:
      return null;
  }
}

/** The items of a condition that are not whole; an empty condition lacks nothing. */
export function unfinished(root: Group, keys: Keys): Item[] {
  if (root.items.length === 0 && root.bare) return [];
  return [...every(root)].filter((item) => itemLacks(item, keys) !== null);
}

export const BENEFITS = ['fixed', 'rate', 'per', 'tiers', 'sum', 'max'] as const;
export type BenefitKind = (typeof BENEFITS)[number];

/** Which kind of amount a formula is; null for one that is not known or not chosen. */
export function benefitKind(json: Json | undefined): BenefitKind | null {
  if (!isObject(json)) return null;
  const names = Object.keys(json);
  const [name] = names;
  return names.length === 1 && BENEFITS.includes(name as BenefitKind)
    ? (name as BenefitKind)
    : null;
}

const isMoney = (value: Json | undefined) => typeof value === 'string' && MONEY.test(value);

/** What an amount still lacks; null when it can be computed. */
export function benefitLacks(json: Json | undefined, keys: Keys): Lack | null {
  const kind = benefitKind(json);
  if (!kind || !isObject(json)) return 'kind';
  const inner = json[kind];
  if (kind === 'fixed') return isMoney(inner) ? null : 'amount';
  if (kind === 'sum' || kind === 'max') {
    if (!Array.isArray(inner) || inner.length === 0) return 'parts';
    for (const part of inner) {
      const lack = benefitLacks(part, keys);
      if (lack) return lack;
    }
    return null;
  }
  if (!isObject(inner)) return 'amount';
  const lack = termLacks(inner.of, keys);
  if (lack) return lack;
  if ('cap' in inner && !isMoney(inner.cap)) return 'amount';
  switch (kind) {
    case 'rate':
      return typeof inner.rate === 'number' && inner.rate >= 0 ? null : 'rate';
    case 'per':
      return isMoney(inner.each) ? null : 'each';
    default:
      return stepsLack(inner.steps);
  }
}

function stepsLack(steps: Json | undefined): Lack | null {
  if (!Array.isArray(steps) || steps.length === 0) return 'steps';
  const froms = steps.map((step) => (isObject(step) ? step.from : undefined));
  const whole = steps.every(
    (step) => isObject(step) && typeof step.from === 'number' && isMoney(step.amount),
  );
  return whole && new Set(froms).size === froms.length ? null : 'steps';
}

/** Whether the name of a material, or a note on one, leaves open what to hand in; the gate asks the same. */
export const isCatchAll = (words: string): boolean =>
  new RegExp(te('guide.catchAll')).test(words.trim());
