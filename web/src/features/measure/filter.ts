import { type IssueFilter, readIssueFilter } from '@/lib/policy';
import type { MeasureFilter } from './api';

export const KINDS = ['grant', 'reduction', 'entitlement', 'qualification', 'finance'] as const;
export const SIZES = ['large', 'medium', 'small', 'micro'] as const;

/** Longest search text that is sent. */
const MAX_QUERY = 100;

const SORTS = ['relevance', 'new'] as const;

const INDUSTRY = /^[A-T]\d{0,4}$/;

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((each) => each === value);

/**
 * Reads the filter from the address. Anything that is not a filter of ours is
 * dropped, so that a mistyped or doctored link still opens the list.
 */
export function readFilter(search: Record<string, unknown>): MeasureFilter {
  const filter: MeasureFilter = {};
  // The router reads `q=2025` as a number; people search for years too.
  const q = ['string', 'number'].includes(typeof search.q) ? String(search.q).trim() : '';
  if (q) filter.q = q.slice(0, MAX_QUERY);
  const kind = oneOf(KINDS, search.kind);
  if (kind) filter.kind = kind;
  if (typeof search.industry === 'string' && INDUSTRY.test(search.industry)) {
    filter.industry = search.industry;
  }
  const size = oneOf(SIZES, search.size_class);
  if (size) filter.size_class = size;
  const sort = oneOf(SORTS, search.sort);
  if (sort) filter.sort = sort;
  return filter;
}

/** What is looked for: measures with the policies beside them, or one of the two alone. */
export const FOUND = ['measure', 'policy'] as const;

/** The filter and, where something is searched for, what is looked for. */
export function readSearch(
  search: Record<string, unknown>,
): MeasureFilter & { only?: (typeof FOUND)[number] } & IssueFilter {
  const filter = readFilter(search);
  const only = filter.q ? oneOf(FOUND, search.only) : undefined;
  if (only === 'policy') return { ...filter, only, ...readIssueFilter(search) };
  return only ? { ...filter, only } : filter;
}

/** Number of filters beside the words and the order. */
export function filterCount(filter: MeasureFilter): number {
  return [filter.kind, filter.industry, filter.size_class].filter(Boolean).length;
}
