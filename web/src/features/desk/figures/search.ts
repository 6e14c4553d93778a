import { code, oneOf, pageSpec, type SearchOf, searchReader } from '@/lib/search';

const boardSpec = { by: oneOf('person') };

/** How the board is laid out: by department, or by the people in them too. */
export type BoardSearch = SearchOf<typeof boardSpec>;
export const readBoardSearch = searchReader(boardSpec);

export const GROUPS = ['department', 'division', 'channel', 'kind'] as const;
export const RATES = ['response', 'resolution', 'satisfaction'] as const;
export const PARTS = ['cases', 'base', 'hit', 'missed', 'excluded'] as const;

const month = (raw: string) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(raw) ? raw : undefined);

const periodSpec = { month, until: month, side: oneOf('co_handler') };

const ratesSpec = {
  ...periodSpec,
  by: oneOf(...GROUPS),
  /** The department whose people are shown below it. */
  open: code,
};

/** Which rates are shown: of which month, by what, of which side. */
export type RatesSearch = SearchOf<typeof ratesSpec>;
export const readRatesSearch = searchReader(ratesSpec);

const behindSpec = {
  ...periodSpec,
  by: oneOf(...GROUPS, 'person'),
  /** Of a person: where. */
  department: code,
  whole: oneOf('true'),
  key: code,
  rate: oneOf(...RATES),
  part: oneOf(...PARTS),
  /** Of the trial of a draft: which, and whether by the definition that is the latest now. */
  draft: code,
  latest: oneOf('true'),
  ...pageSpec,
};

/** Which number of the table a list stands for. */
export type BehindSearch = SearchOf<typeof behindSpec>;
export const readBehindSearch = searchReader(behindSpec);

export const EXCLUSION_STATES = ['asked', 'approved', 'refused', 'withdrawn'] as const;

const exclusionsSpec = { state: oneOf(...EXCLUSION_STATES), ...pageSpec };

/** Which requests to leave cases out are listed; those that wait where none is named. */
export type ExclusionsSearch = SearchOf<typeof exclusionsSpec>;
export const readExclusionsSearch = searchReader(exclusionsSpec);
