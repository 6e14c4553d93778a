import { type MoneyUnit, parseMoney, plainDigits } from '@/lib/money';
import type { PortalKey } from '@/messages/portal';
import { t } from '@/messages/shared';

export type FactKind = 'number' | 'text' | 'bool' | 'code' | 'date' | 'qualification';

/** What a fact comes to in the form in which it is sent. */
export interface FactValue {
  value: string;
  from?: string;
  to?: string;
}

/** What stands in the form, as typed and chosen. */
export interface FactDraft {
  text: string;
  unit: MoneyUnit;
  from: string;
  to: string;
}

export const EMPTY_DRAFT: FactDraft = { text: '', unit: 'wan', from: '', to: '' };

/** Either a value to send, or what to say beside which field. */
export type Reading =
  | { ok: true; said: FactValue }
  | { ok: false; field: keyof FactDraft; problem: PortalKey };

const bad = (problem: PortalKey, field: keyof FactDraft = 'text'): Reading => ({
  ok: false,
  field,
  problem,
});

const said = (value: string): Reading => ({ ok: true, said: { value } });

const NUMBER = /^-?\d+(\.\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Sums are facts whose unit is yuan; they may be typed in 万元. */
export function isMoney(kind: FactKind, unit: string | undefined): boolean {
  return kind === 'number' && unit === t('money.unit');
}

/** Reads a form into a value, or says what is wrong with it. */
export function readFact(kind: FactKind, unit: string | undefined, draft: FactDraft): Reading {
  const text = draft.text.trim();
  if (text === '') return bad('fact.bad.empty');
  switch (kind) {
    case 'number':
      return isMoney(kind, unit) ? readMoney(text, draft.unit) : readNumber(text);
    case 'bool':
      return said(text === 'true' ? 'true' : 'false');
    case 'date':
      return DATE.test(text) ? said(text) : bad('fact.bad.date');
    case 'qualification':
      return readQualification(text, draft);
    default:
      return said(text);
  }
}

function readMoney(text: string, unit: MoneyUnit): Reading {
  const yuan = parseMoney(text, unit);
  return yuan === null ? bad('fact.bad.money') : said(yuan);
}

function readNumber(text: string): Reading {
  const digits = plainDigits(text);
  return NUMBER.test(digits) ? said(digits) : bad('fact.bad.number');
}

function readQualification(value: string, { from, to }: FactDraft): Reading {
  if (!DATE.test(from)) return bad('fact.bad.date', 'from');
  if (to && to < from) return bad('fact.bad.span', 'to');
  return { ok: true, said: to ? { value, from, to } : { value, from } };
}

/** Restores a draft kept as text; anything else than a draft is an empty one. */
export function parseDraft(kept: string): FactDraft {
  try {
    const draft = JSON.parse(kept) as Partial<FactDraft> | null;
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    return {
      text: text(draft?.text),
      unit: draft?.unit === 'yuan' ? 'yuan' : 'wan',
      from: text(draft?.from),
      to: text(draft?.to),
    };
  } catch {
    return EMPTY_DRAFT;
  }
}

/** The last years for which a yearly fact may be given, newest first. */
export function recentYears(today: string, count = 4): string[] {
  const year = Number(today.slice(0, 4));
  return Array.from({ length: count }, (_, back) => String(year - back));
}
