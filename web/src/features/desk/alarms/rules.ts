import { queryOptions } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { type Act, seen, useChange } from '../drafts/deciding';

export type AllRules = Answer<'/appeal-alarm-rules'>;
export type Rules = components['schemas']['AlarmRulesBody'];
export type Edition = components['schemas']['AlarmEditionBody'];
export type Draft = components['schemas']['AlarmDraftBody'];
export type Sentence = components['schemas']['AlarmSentence'];

export const KEY = ['appeal-alarm-rules'];

/** The numbers of the thresholds, in the order of the form. */
export const NUMBERS = [
  'days',
  'relabelled',
  'last_minute',
  'last_percent',
  'uncalled',
  'level_percent',
  'moved',
  'month_end_days',
  'unlike_percent',
  'answer_days',
] as const;
export type NumberName = (typeof NUMBERS)[number];

/** What is typed, as text, so that a number may be half typed. */
export type Typed = Record<NumberName, string>;

export const typedOf = (rules: Rules): Typed =>
  Object.fromEntries(NUMBERS.map((name) => [name, String(rules[name])])) as Typed;

/** The thresholds that were typed; nothing where one is no number. */
export function rulesOf(typed: Typed): Rules | undefined {
  const numbers = NUMBERS.map((name) => [name, Number(typed[name].trim() || Number.NaN)] as const);
  const whole = (name: NumberName, value: number) =>
    name === 'level_percent' ? Number.isFinite(value) : Number.isInteger(value);
  return numbers.every(([name, value]) => whole(name, value))
    ? (Object.fromEntries(numbers) as unknown as Rules)
    : undefined;
}

export const rulesQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => body(client.GET('/appeal-alarm-rules', { signal })),
});

export interface Wish {
  rules: Rules;
  from?: string;
  source: string;
  reason: string;
}

export const useAsk = () =>
  useChange(KEY, (wish: Wish) => body(client.POST('/appeal-alarm-rule-drafts', { body: wish })));

export const decide = (draft: Draft, act: Act, words: string): Promise<Draft> => {
  const params = seen(draft);
  if (act === 'approve')
    return body(client.POST('/appeal-alarm-rule-drafts/{id}/approve', { params }));
  if (act === 'withdraw')
    return body(client.POST('/appeal-alarm-rule-drafts/{id}/withdraw', { params }));
  return body(client.POST('/appeal-alarm-rule-drafts/{id}/refuse', { params, body: { words } }));
};
