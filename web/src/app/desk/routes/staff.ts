import { createRoute } from '@tanstack/react-router';
import {
  proposalsQuery,
  readProposalSearch,
  readStaffSearch,
  rolesQuery,
  staffQuery,
} from '@/features/desk/admin/api';
import { auditEntriesQuery } from '@/features/desk/audit/api';
import { readAuditSearch } from '@/features/desk/audit/search';
import { exportsQuery, readExportsSearch } from '@/features/desk/exports/api';
import {
  handoverQuery,
  handoversQuery,
  peopleQuery,
  personQuery,
  treeQuery,
  workQuery,
} from '@/features/desk/org/api';
import {
  readHandoversSearch,
  readOrgSearch,
  readPeopleSearch,
  readWizardSearch,
} from '@/features/desk/org/search';
import { staffRoute } from './session';

export const auditRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/audit',
  validateSearch: readAuditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(auditEntriesQuery(deps));
  },
});

export const accountsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/staff',
  validateSearch: readStaffSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(staffQuery(deps));
  },
});

export const memberRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/staff/$id',
});

export const rolesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/roles',
  loader: ({ context }) => {
    void context.queries.prefetchQuery(rolesQuery);
  },
});

export const roleRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/roles/$code',
});

export const proposalsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/admin/proposals',
  validateSearch: readProposalSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(proposalsQuery(deps));
  },
});

export const orgRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/org',
  validateSearch: readOrgSearch,
  loader: ({ context }) => {
    void context.queries.prefetchQuery(treeQuery);
  },
});

export const orgImportRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/org/import',
});

export const peopleRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/people',
  validateSearch: readPeopleSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(peopleQuery(deps));
  },
});

export const personRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/people/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(personQuery(params.id)),
});

/** Seeing somebody off: what they hold, and who takes it over. */
export const wizardRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/people/$id/handover',
  validateSearch: readWizardSearch,
  loader: ({ context, params }) => {
    void context.queries.prefetchQuery(workQuery(params.id));
    return context.queries.ensureQueryData(personQuery(params.id));
  },
});

export const handoversRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/handovers',
  validateSearch: readHandoversSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(handoversQuery(deps));
  },
});

export const handoverRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/handovers/$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(handoverQuery(params.id)),
});

export const exportsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/exports',
  validateSearch: readExportsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queries.prefetchQuery(exportsQuery(deps));
  },
});
