import { asVerdict, VERDICTS, type Verdict } from '@/components/verdict';
import type { VerdictItem } from './api';

export interface VerdictGroup {
  verdict: Verdict;
  items: VerdictItem[];
}

const yuan = (item: VerdictItem) => Number(item.amount ?? 0) || 0;
const missing = (item: VerdictItem) => item.missing?.length ?? 0;

/** Within a verdict: what is nearest to money first, otherwise the order of the server. */
const ORDER: Readonly<Record<Verdict, (a: VerdictItem, b: VerdictItem) => number>> = {
  eligible: (a, b) => yuan(b) - yuan(a),
  needs_review: (a, b) => yuan(b) - yuan(a),
  need_facts: (a, b) => missing(a) - missing(b),
  ineligible: (a, b) => Number(b.near) - Number(a.near),
};

/** All items, each in the group of its verdict; four groups, also the empty ones. */
export function groupByVerdict(items: readonly VerdictItem[]): VerdictGroup[] {
  return VERDICTS.map((verdict) => ({
    verdict,
    items: items.filter((item) => asVerdict(item.verdict) === verdict).sort(ORDER[verdict]),
  }));
}
