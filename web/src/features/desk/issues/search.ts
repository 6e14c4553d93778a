import { date, oneOf, pageSpec, type SearchOf, searchReader } from '@/lib/search';

export const STATES = ['proposed', 'chosen', 'in_hand', 'done', 'dropped'] as const;

const MONTH = /^2\d{3}-(0[1-9]|1[0-2])$/;

/** A month as 2026-11. */
export const month = (raw: string) => (MONTH.test(raw) ? raw : undefined);

const spec = { ...pageSpec, month, state: oneOf(...STATES) };
export type IssuesSearch = SearchOf<typeof spec>;
export const readIssuesSearch = searchReader(spec);

/** Which number of an issue is opened. */
const casesSpec = { ...pageSpec, part: oneOf('basis', 'before', 'after', 'week'), week: date };
export type IssueCasesSearch = SearchOf<typeof casesSpec>;
export const readIssueCasesSearch = searchReader(casesSpec);
