import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

/** A policy with all that belongs to it, as the desk and the public are given it. */
export type PolicyPage = components['schemas']['PolicyPage'];

export const LEVELS = ['national', 'provincial', 'municipal', 'district', 'street'] as const;
export const STANDINGS = ['in_force', 'upcoming', 'expired', 'repealed'] as const;

/** The tree of themes as one list, each named with those above it. */
export const themesQuery = queryOptions({
  queryKey: ['policy-themes'],
  queryFn: async ({ signal }) => {
    const { items } = await body(client.GET('/policy-themes', { signal }));
    const label = new Map(items.map((theme) => [theme.code, theme]));
    const named = (code: string): string => {
      const theme = label.get(code);
      if (!theme) return '';
      return theme.parent ? `${named(theme.parent)} › ${theme.label}` : theme.label;
    };
    return items.map((theme) => ({ ...theme, path: named(theme.code) }));
  },
  staleTime: 60_000,
});

/** Whose policies, and of which year. */
export interface IssueFilter {
  issuer?: string;
  year?: number;
}

/** Reads from the address whose policies are looked for, and of which year. */
export function readIssueFilter(search: Record<string, unknown>): IssueFilter {
  const filter: IssueFilter = {};
  const issuer = typeof search.issuer === 'string' ? search.issuer.trim() : '';
  if (issuer) filter.issuer = issuer.slice(0, 50);
  const year = Number(search.year);
  if (Number.isInteger(year) && year >= 1900 && year <= 2200) filter.year = year;
  return filter;
}
