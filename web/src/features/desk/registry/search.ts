import { code, oneOf, pageSpec, type SearchOf, searchReader, words } from '@/lib/search';

export const SORTS = [
  'name',
  '-name',
  'registered',
  '-registered',
  'capital',
  '-capital',
  'updated',
  '-updated',
] as const;

export const SIZES = ['large', 'medium', 'small', 'micro'] as const;

const spec = {
  q: words(),
  division: code,
  industry: code,
  size_class: oneOf(...SIZES),
  qualification: code,
  status: words(40),
  sort: oneOf(...SORTS),
  ...pageSpec,
};

/** What the registry is filtered and sorted by, and which page of it is shown. */
export type RegistrySearch = SearchOf<typeof spec>;

export const readRegistrySearch = searchReader(spec);
