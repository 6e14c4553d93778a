import { spaced } from '@/lib/text';
import { type AdminKey, ta } from '@/messages/admin';
import type { Grant, Permission, Proposal } from './api';

export const REACHES = [
  'own',
  'department',
  'department_subtree',
  'division_subtree',
  'all',
] as const;
export type Reach = (typeof REACHES)[number];

export const reachWord = (reach: string): string => ta(`reach.${reach}` as AdminKey);

const MODULES = [
  'account',
  'audit',
  'disclosure',
  'enterprise',
  'export',
  'notify',
  'org',
  'policy',
  'task',
];

/** A module as people call it. */
export const moduleWord = (module: string): string =>
  ta((MODULES.includes(module) ? `module.${module}` : 'module.other') as AdminKey);

export const statusWord = (status: string): string => ta(`status.${status}` as AdminKey);

export interface RoleContent {
  name: string;
  grants: readonly Grant[];
}

/** What becomes of a role, in sentences; none when nothing does. */
export function roleChanges(
  was: RoleContent,
  wanted: RoleContent,
  permissions: readonly Permission[],
): string[] {
  const label = (one: string) => permissions.find((p) => p.permission === one)?.label ?? one;
  const before = new Map(was.grants.map((grant) => [grant.permission, grant.reach]));
  const after = new Map(wanted.grants.map((grant) => [grant.permission, grant.reach]));
  const said: string[] = [];
  if (was.name === '') said.push(ta('diff.new', { name: wanted.name }));
  else if (was.name !== wanted.name) {
    said.push(ta('diff.rename', { was: was.name, now: wanted.name }));
  }
  for (const [permission, reach] of after) {
    const held = before.get(permission);
    if (!held) said.push(ta('diff.add', { label: label(permission), reach: reachWord(reach) }));
    else if (held !== reach) {
      said.push(
        ta('diff.reach', {
          label: label(permission),
          was: reachWord(held),
          now: reachWord(reach),
        }),
      );
    }
  }
  for (const permission of before.keys()) {
    if (!after.has(permission)) said.push(ta('diff.remove', { label: label(permission) }));
  }
  return said;
}

interface Named {
  code: string;
  name: string;
}

/** Which roles somebody gets and loses, in sentences. */
export function holderChanges(was: readonly Named[], wanted: readonly Named[]): string[] {
  const lacks = (list: readonly Named[], one: Named) => !list.some((r) => r.code === one.code);
  return [
    ...wanted.filter((r) => lacks(was, r)).map((r) => ta('diff.give', { name: r.name })),
    ...was.filter((r) => lacks(wanted, r)).map((r) => ta('diff.take', { name: r.name })),
  ];
}

/** What a proposal is about, in a few words. */
export const proposalTitle = (proposal: Proposal): string =>
  ta(`proposal.title.${proposal.kind}`, { name: proposal.object_name });

/** What a proposal would change, in sentences. */
export function proposalChanges(proposal: Proposal, permissions: readonly Permission[]): string[] {
  const { was, wanted } = proposal;
  switch (proposal.kind) {
    case 'role_change':
      return roleChanges(
        { name: was.name, grants: was.grants ?? [] },
        { name: wanted.name, grants: wanted.grants ?? [] },
        permissions,
      );
    case 'staff_roles':
      return holderChanges(was.roles ?? [], wanted.roles ?? []);
    default:
      return [spaced(ta('diff.reset', { name: proposal.object_name }))];
  }
}

/** The look of a proposal's state. */
export const proposalLook: Readonly<Record<string, string>> = {
  open: 'queued',
  confirmed: 'done',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'cancelled',
  overtaken: 'warning',
};
