import { createRoute } from '@tanstack/react-router';
import { importQuery, importsQuery } from '@/features/desk/imports/api';
import { readImportSearch, readImportsSearch } from '@/features/desk/imports/search';
import { enterpriseQuery, enterprisesQuery } from '@/features/desk/registry/api';
import { readRegistrySearch } from '@/features/desk/registry/search';
import { code, date, oneOf, type SearchOf, searchReader } from '@/lib/search';
import { staffRoute } from './session';

// The lists are asked for early and not awaited: each shows its own skeleton and errors.

export const registryRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/enterprises',
  validateSearch: readRegistrySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(enterprisesQuery(deps));
  },
});

const enterpriseSpec = {
  tab: oneOf('facts', 'qualifications', 'verdicts', 'contacts', 'people'),
  people: oneOf('current', 'over'),
  verdict: oneOf('eligible', 'needs_review', 'need_facts', 'ineligible'),
  measure: code,
  as_of: date,
  known: oneOf('then'),
};

/** Which part of an enterprise's page is open. */
export type EnterpriseSearch = SearchOf<typeof enterpriseSpec>;

export const enterpriseRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/enterprises/$uscc',
  validateSearch: searchReader(enterpriseSpec),
  loader: ({ context, params }) => context.queries.ensureQueryData(enterpriseQuery(params.uscc)),
});

export const importsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/imports',
  validateSearch: readImportsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(importsQuery(deps));
  },
});

export const importRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/imports/$id',
  validateSearch: readImportSearch,
  loader: ({ context, params }) => context.queries.ensureQueryData(importQuery(params.id)),
});
