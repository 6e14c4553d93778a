import { code, oneOf, pageSpec, type SearchOf, searchReader, words } from '@/lib/search';

export const STAGES = ['told', 'untold', 'opened', 'unopened', 'visited', 'unvisited'] as const;
export type Stage = (typeof STAGES)[number];

export const STEPS = ['registered', 'matched', 'told', 'opened', 'claimed'] as const;
export type Step = (typeof STEPS)[number];

const reachSpec = {
  list: oneOf('fresh'),
  run: words(40),
  area: oneOf('mine'),
  stage: oneOf(...STAGES),
  measure: words(200),
  division: code,
  q: words(),
  ...pageSpec,
};

/** What the list for calls is narrowed by. */
export type ReachSearch = SearchOf<typeof reachSpec>;
export const readReachSearch = searchReader(reachSpec);

const funnelSpec = { step: oneOf(...STEPS), division: code, q: words(), ...pageSpec };

/** Which step of a measure's funnel is listed. */
export type FunnelSearch = SearchOf<typeof funnelSpec>;
export const readFunnelSearch = searchReader(funnelSpec);

/** What the server is asked for the list and for its counts; the counts know no stage. */
export function reachFilter({ list, run, area, measure, division, q }: ReachSearch) {
  return {
    ...(list ? { fresh: true, run } : {}),
    ...(area ? { mine: true } : {}),
    measure,
    division,
    q,
  };
}
