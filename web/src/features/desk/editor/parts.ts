import type { Gap } from './api';

/** The parts of the editor. At a desk the text and the trial stand beside the others. */
export const VIEWS = ['text', 'conditions', 'benefit', 'guide', 'trial'] as const;
export type View = (typeof VIEWS)[number];

/** The members of a definition that the editor has fields for. */
const SHOWN = new Set([
  'id',
  'title',
  'kind',
  'delivery',
  'summary',
  'beneficiaries',
  'amount_text',
  'materials',
  'steps',
  'time_limit',
  'payment_term',
  'department',
  'contact',
  'window',
  'budget',
  'policy',
  'exclusion_group',
]);

/** Members that are kept as they are. */
export const keptMembers = (page: object): string[] =>
  Object.keys(page).filter((name) => !SHOWN.has(name));

/** Where a gap can be filled: the part, and the field in it. */
export function placeOfGap(gap: Gap): { view: View; field: string } {
  if (gap.clause) return { view: 'conditions', field: '' };
  const [name = ''] = (gap.path ?? '').split(/[.[]/);
  if (name === 'when' || name === '') return { view: 'conditions', field: '' };
  if (name === 'benefit' || name === 'bonus') return { view: 'benefit', field: '' };
  const row = /^(\w+)\[(\d+)\]/.exec(gap.path ?? '');
  return { view: 'guide', field: row ? `field-${row[1]}-${row[2]}` : `field-${name}` };
}
