import type { components } from '@/api/schema';
import { t } from '@/messages/shared';
import { isObject, type Json, type JsonObject } from './model';

export type FactKey = components['schemas']['FactKeyBody'];
export type Keys = ReadonlyMap<string, FactKey>;

export const keysOf = (list: readonly FactKey[]): Keys =>
  new Map(list.map((key) => [key.key, key]));

export const OPS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'between',
  'in',
  'under',
  'has',
  'older_than',
  'younger_than',
  'exists',
] as const;
export type Op = (typeof OPS)[number];

export const isOp = (op: Json | undefined): op is Op => OPS.includes(op as Op);

const NUMBER_OPS: readonly Op[] = ['>=', '<=', '>', '<', 'between', '=', '!='];

/** What can be asked of a fact, the usual first. Expressions are numbers. */
export function opsFor(key: FactKey | undefined): readonly Op[] {
  switch (key?.kind) {
    case 'bool':
      return ['='];
    case 'qualification':
      return ['has', 'exists'];
    case 'date':
      return ['older_than', 'younger_than', '>=', '<=', '>', '<', 'between', 'exists'];
    case 'code':
      return ['under', 'exists'];
    case 'text':
      return (key.options ?? []).length > 0
        ? ['in', '=', '!=', 'exists']
        : ['=', '!=', 'in', 'exists'];
    default:
      return [...NUMBER_OPS, 'exists'];
  }
}

export const EXPRESSION_OPS = NUMBER_OPS;

export type Operation = 'add' | 'sub' | 'mul' | 'div';
export const OPERATIONS: readonly Operation[] = ['add', 'sub', 'mul', 'div'];

/** A term taken apart; null for what is no term. */
export type Term =
  | { type: 'fact'; key: string; period: string }
  | { type: 'number'; value: number }
  | { type: Operation; args: Json[] };

export function termOf(json: Json | undefined): Term | null {
  if (typeof json === 'number') return { type: 'number', value: json };
  if (!isObject(json)) return null;
  if (typeof json.fact === 'string') {
    return {
      type: 'fact',
      key: json.fact,
      period: typeof json.period === 'string' ? json.period : '',
    };
  }
  if ('expr' in json) return termOf(json.expr);
  for (const operation of OPERATIONS) {
    const args = json[operation];
    if (Array.isArray(args)) return { type: operation, args };
  }
  return null;
}

export const factTerm = (key: string, period: string): JsonObject =>
  period ? { fact: key, period } : { fact: key };

/** How a term is talked about; the shapes that policies use have forms of their own. */
export type Shape = 'fact' | 'share' | 'growth' | 'increase' | 'formula';
export const SHAPES: readonly Shape[] = ['fact', 'share', 'growth', 'increase', 'formula'];

export interface FactRef {
  key: string;
  period: string;
}

export interface Shaped {
  shape: Shape;
  /** The facts of the shape: of a share the part and the whole, of growth the later and the earlier. */
  facts: FactRef[];
  /** Growth was written as later ÷ earlier, where no growth is 1. */
  ratio?: boolean;
}

const asFact = (json: Json | undefined): FactRef | null => {
  const term = termOf(json);
  return term?.type === 'fact' ? { key: term.key, period: term.period } : null;
};

const sameKey = (a: FactRef | null, b: FactRef | null): boolean =>
  a !== null && b !== null && a.key === b.key && a.period !== b.period;

export function shapeOf(json: Json | undefined): Shaped {
  const term = termOf(json);
  const other: Shaped = { shape: 'formula', facts: [] };
  if (!term) return { shape: 'fact', facts: [] };
  if (term.type === 'fact')
    return { shape: 'fact', facts: [{ key: term.key, period: term.period }] };
  if (term.type === 'number' || term.args.length !== 2) return other;
  const [first, second] = term.args;
  const [a, b] = [asFact(first), asFact(second)];
  if (term.type === 'sub' && a && b && sameKey(a, b)) return { shape: 'increase', facts: [a, b] };
  if (term.type !== 'div') return other;
  if (a && b) {
    return sameKey(a, b)
      ? { shape: 'growth', facts: [a, b], ratio: true }
      : { shape: 'share', facts: [a, b] };
  }
  const inner = termOf(first);
  if (inner?.type === 'sub' && inner.args.length === 2) {
    const [later, earlier] = [asFact(inner.args[0]), asFact(inner.args[1])];
    if (
      later &&
      earlier &&
      sameKey(later, earlier) &&
      b?.key === earlier.key &&
      b.period === earlier.period
    ) {
      return { shape: 'growth', facts: [later, earlier] };
    }
  }
  return other;
}

/** Writes a shape as a term. A formula starts as the sum of what is there. */
export function termFor({ shape, facts, ratio }: Shaped): Json {
  const [a = { key: '', period: '' }, b = { key: '', period: '' }] = facts;
  const [first, second] = [factTerm(a.key, a.period), factTerm(b.key, b.period)];
  switch (shape) {
    case 'fact':
      return first;
    case 'share':
      return { div: [first, second] };
    case 'increase':
      return { sub: [first, second] };
    case 'growth':
      return ratio ? { div: [first, second] } : { div: [{ sub: [first, second] }, second] };
    default:
      return { add: [first, second] };
  }
}

/** The year before a period: `Y-1` → `Y-2`. */
export function before(period: string): string {
  if (period === 'Y') return 'Y-1';
  const back = /^Y-(\d+)$/.exec(period);
  if (back) return `Y-${Number(back[1]) + 1}`;
  return /^\d{4}$/.test(period) ? String(Number(period) - 1) : '';
}

/** In what a value is typed: money in 元 and 万元, shares in per cent. */
export type Measure =
  | { type: 'money' }
  | { type: 'percent'; base: 0 | 1 }
  | { type: 'number'; unit: string };

const yuan = () => t('money.unit');

export function unitOf(json: Json | undefined, keys: Keys): string {
  const term = termOf(json);
  if (!term || term.type === 'number') return '';
  if (term.type === 'fact') return keys.get(term.key)?.unit ?? '';
  const units = term.args.map((arg) => unitOf(arg, keys));
  const [first = '', ...rest] = units;
  switch (term.type) {
    case 'mul': {
      const some = units.filter(Boolean);
      return some.length === 1 ? (some[0] ?? '') : '';
    }
    case 'div':
      return rest.some(Boolean) ? '' : first;
    default:
      return units.every((unit, i) => unit === first || typeof term.args[i] === 'number')
        ? first
        : '';
  }
}

export function measureOf(json: Json | undefined, keys: Keys): Measure {
  const shaped = shapeOf(json);
  const [a, b] = shaped.facts.map((fact) => keys.get(fact.key)?.unit ?? '');
  if (shaped.shape === 'growth') return { type: 'percent', base: shaped.ratio ? 1 : 0 };
  if (shaped.shape === 'share') {
    if (a && a === b) return { type: 'percent', base: 0 };
    return a === yuan() ? { type: 'money' } : { type: 'number', unit: '' };
  }
  const unit = unitOf(json, keys);
  return unit === yuan() ? { type: 'money' } : { type: 'number', unit };
}

/** A share as people type it: 0.05 → 5, 1.2 of growth by ratio → 20. */
export function percentText(value: number, base: 0 | 1): string {
  return String(Number(((value - base) * 100).toPrecision(12)));
}

/** Reads a typed share; null for what is no number. */
export function percentValue(typed: string, base: 0 | 1): number | null {
  if (!/^-?\d+(\.\d+)?$/.test(typed)) return null;
  return Number((Number(`${typed}e-2`) + base).toPrecision(15));
}

/** A span in years, months and days. */
export interface Span {
  years: string;
  months: string;
  days: string;
}

export function spanOf(json: Json | undefined): Span | null {
  if (json === undefined) return { years: '', months: '', days: '' };
  const match =
    typeof json === 'string' ? /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(json) : null;
  return match && { years: match[1] ?? '', months: match[2] ?? '', days: match[3] ?? '' };
}

export function spanText({ years, months, days }: Span): string | undefined {
  const parts = [
    [years, 'Y'],
    [months, 'M'],
    [days, 'D'],
  ].filter(([n]) => n !== '');
  return parts.length > 0 ? `P${parts.map(([n, unit]) => `${n}${unit}`).join('')}` : undefined;
}
