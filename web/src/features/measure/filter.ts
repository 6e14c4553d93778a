import type { MeasureFilter } from './api';

export const KINDS = ['grant', 'reduction', 'entitlement', 'qualification', 'finance'] as const;
export const SIZES = ['large', 'medium', 'small', 'micro'] as const;

/** Longest search text that is sent. */
const MAX_QUERY = 100;

const CODE = /^[A-Za-z0-9_]{1,20}$/;

/**
 * Reads the filter from the address. Anything that is not a filter of ours is
 * dropped, so that a mistyped or doctored link still opens the list.
 */
export function readFilter(search: Record<string, unknown>): MeasureFilter {
  const filter: MeasureFilter = {};
  // The router reads `q=2025` as a number; people search for years too.
  const q = ['string', 'number'].includes(typeof search.q) ? String(search.q).trim() : '';
  if (q) filter.q = q.slice(0, MAX_QUERY);
  const code = (value: unknown) =>
    typeof value === 'string' && CODE.test(value) ? value : undefined;
  const kind = code(search.kind);
  if (kind) filter.kind = kind;
  const industry = code(search.industry);
  if (industry) filter.industry = industry;
  const size = code(search.size_class);
  if (size) filter.size_class = size;
  if (search.sort === 'new' || search.sort === 'relevance') filter.sort = search.sort;
  return filter;
}

/** Number of filters beside the words and the order. */
export function filterCount(filter: MeasureFilter): number {
  return [filter.kind, filter.industry, filter.size_class].filter(Boolean).length;
}
