import type { SharedKey } from '@/messages/shared';
import type { IconName } from './Icon';

export type Verdict = 'eligible' | 'needs_review' | 'need_facts' | 'ineligible';

/** How a verdict looks: its word, its sign, and the family of its colours. */
export interface VerdictLook {
  word: SharedKey;
  meaning: SharedKey;
  icon: IconName;
  color: string;
}

export const VERDICTS: readonly Verdict[] = [
  'eligible',
  'need_facts',
  'needs_review',
  'ineligible',
];

export const VERDICT_LOOK: Readonly<Record<Verdict, VerdictLook>> = {
  eligible: {
    word: 'verdict.eligible',
    meaning: 'verdict.eligible.meaning',
    icon: 'check',
    color: 'eligible',
  },
  need_facts: {
    word: 'verdict.need_facts',
    meaning: 'verdict.need_facts.meaning',
    icon: 'edit',
    color: 'need-facts',
  },
  needs_review: {
    word: 'verdict.needs_review',
    meaning: 'verdict.needs_review.meaning',
    icon: 'person',
    color: 'needs-review',
  },
  ineligible: {
    word: 'verdict.ineligible',
    meaning: 'verdict.ineligible.meaning',
    icon: 'minus',
    color: 'ineligible',
  },
};

/** The verdict named by a code of the server. */
export function asVerdict(code: string): Verdict {
  return VERDICTS.find((verdict) => verdict === code) ?? 'need_facts';
}

/** Custom properties that give an element the colours of a verdict. */
export function verdictColors(verdict: Verdict): Record<string, string> {
  const { color } = VERDICT_LOOK[verdict];
  return {
    '--tone': `var(--color-${color})`,
    '--tone-soft': `var(--color-${color}-soft)`,
    '--tone-line': `var(--color-${color}-line)`,
  };
}
