import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';

/** What all drafts say, whatever they ask for. */
export interface Draft {
  id: string;
  /** The edition that was the latest when it was asked for. */
  base: number;
  state: string;
  state_label: string;
  by: string;
  reason: string;
  decided_by?: string;
  words?: string;
  version: number;
  can: readonly string[];
}

export const ACTS = ['approve', 'refuse', 'withdraw'] as const;
export type Act = (typeof ACTS)[number];

/** Names a draft as it was seen. */
export const seen = ({ id, version }: Pick<Draft, 'id' | 'version'>) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});

export const waiting = <D extends Draft>(drafts: readonly D[]) =>
  drafts.filter(({ state }) => state === 'pending');

export const ended = <D extends Draft>(drafts: readonly D[]) =>
  drafts.filter(({ state }) => state === 'refused' || state === 'withdrawn');

/** Changes something; whether it succeeds or not, all under the key is asked for anew. */
export function useChange<I, O>(queryKey: QueryKey, mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}
