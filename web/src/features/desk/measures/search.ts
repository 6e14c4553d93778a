import { code, oneOf, pageSpec, type SearchOf, searchReader, words } from '@/lib/search';

export const KINDS = ['grant', 'reduction', 'entitlement', 'qualification', 'finance'] as const;
export const DELIVERIES = ['proactive', 'express', 'claim'] as const;
export const STATES = [
  'published',
  'in_review',
  'draft',
  'suspended',
  'expired',
  'withdrawn',
] as const;
export const CHANGES = [
  'became_eligible',
  'no_longer_eligible',
  'newly_missing',
  'newly_review',
  'newly_ineligible',
] as const;

const listSpec = {
  q: words(),
  kind: oneOf(...KINDS),
  delivery: oneOf(...DELIVERIES),
  state: oneOf(...STATES),
  sort: oneOf('title', '-updated'),
  ...pageSpec,
};

/** What the list of measures is filtered by. */
export type MeasuresSearch = SearchOf<typeof listSpec>;
export const readMeasuresSearch = searchReader(listSpec);

const resultSpec = {
  run: code,
  view: oneOf('near'),
  verdict: oneOf('eligible', 'needs_review', 'need_facts', 'ineligible'),
  change: oneOf(...CHANGES),
  division: code,
  q: words(),
  ...pageSpec,
};

/** Which run's result, and which enterprises of it. */
export type ResultSearch = SearchOf<typeof resultSpec>;
export const readResultSearch = searchReader(resultSpec);

/** What the server is asked for the enterprises of a result, and for the export of the same. */
export function resultFilter(search: ResultSearch) {
  const { run, verdict, change, division, q } = search;
  return { run, verdict, change, division, q };
}

/** The same for near misses, which have no verdict to choose. */
export function nearFilter(search: ResultSearch) {
  const { run, division, q } = search;
  return { run, division, q };
}
