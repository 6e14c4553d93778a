import { tt } from '@/messages/threshold';
import type { Limit, Limits } from './api';

/** A limit that no confidence reaches, as the server has it. */
export const NEVER = 1000;

export const FIELDS = ['kind', 'topic', 'place', 'urgency', 'department'] as const;
export type FieldName = (typeof FIELDS)[number];

/** Thousandths as per cent: 980 is 98%, 985 is 98.5%. */
export const percent = (thousandths: number): string => `${thousandths / 10}%`;

/** A rate from 0 to 1 as per cent with one decimal. */
export const rate = (value: number): string => `${(Math.round(value * 1000) / 10).toFixed(1)}%`;

/** What becomes of proposals under a limit, in sentences. */
export function limitWords(limit: Limit): string {
  const parts: string[] = [];
  if (limit.automatic < NEVER)
    parts.push(tt('automatic', { from: percent(limit.automatic), share: limit.automatic_share }));
  if (limit.sampled < NEVER && limit.sampled < limit.automatic)
    parts.push(tt('sampled', { from: percent(limit.sampled), share: limit.share }));
  return parts.length > 0 ? parts.join('；') : tt('manual');
}

/** The fields whose limits differ. */
export const changedFields = (before: Limits, after: Limits): FieldName[] =>
  FIELDS.filter((field) => {
    const [one, other] = [before[field], after[field]];
    return (
      one.automatic !== other.automatic ||
      one.sampled !== other.sampled ||
      one.share !== other.share ||
      one.automatic_share !== other.automatic_share
    );
  });

/** One field of the form: what is typed, per cent. */
export interface Typed {
  automaticOn: boolean;
  automatic: string;
  automaticShare: string;
  sampledOn: boolean;
  sampled: string;
  share: string;
}

export const typed = (limit: Limit): Typed => ({
  automaticOn: limit.automatic < NEVER,
  automatic: String(limit.automatic < NEVER ? limit.automatic / 10 : 95),
  automaticShare: String(limit.automatic_share),
  sampledOn: limit.sampled < NEVER && limit.sampled < limit.automatic,
  sampled: String(limit.sampled < NEVER ? limit.sampled / 10 : 90),
  share: String(limit.share),
});

const TENTH = /^\d{1,2}(\.\d)?$/;
const WHOLE = /^\d{1,3}$/;

/** A confidence in thousandths, undefined for what is none. */
const confidence = (text: string): number | undefined => {
  const value = Math.round(Number(text) * 10);
  return TENTH.test(text.trim()) && value >= 1 ? value : undefined;
};

const shareOf = (text: string): number | undefined => {
  const value = Number(text);
  return WHOLE.test(text.trim()) && value >= 1 && value <= 100 ? value : undefined;
};

/** What is wrong with what is typed, by input; an input that is not in use is not looked at. */
export function wrongTyped(one: Typed): Partial<Record<keyof Typed, string>> {
  const wrong: Partial<Record<keyof Typed, string>> = {};
  if (one.automaticOn && confidence(one.automatic) === undefined) wrong.automatic = tt('ask.bad');
  if (one.automaticOn && shareOf(one.automaticShare) === undefined)
    wrong.automaticShare = tt('ask.badShare');
  if (one.sampledOn && confidence(one.sampled) === undefined) wrong.sampled = tt('ask.bad');
  if (one.sampledOn && shareOf(one.share) === undefined) wrong.share = tt('ask.badShare');
  return wrong;
}

/** The limit that is typed. Without checks of its own nothing lies between automatic and people. */
export function limitOf(one: Typed): Limit {
  const automatic = one.automaticOn ? (confidence(one.automatic) ?? NEVER) : NEVER;
  return {
    automatic,
    sampled: one.sampledOn ? (confidence(one.sampled) ?? NEVER) : automatic,
    share: shareOf(one.share) ?? 20,
    automatic_share: shareOf(one.automaticShare) ?? 5,
  };
}
