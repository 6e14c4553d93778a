import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type Guide = components['schemas']['GuidePage'];

/** A guide with what changed since the print whose number the code carried, 0 for none. */
export const guideQuery = (code: string, print: number) =>
  queryOptions({
    queryKey: ['guide', code, print],
    queryFn: ({ signal }) =>
      body(
        client.GET('/public/guides/{code}', {
          params: { path: { code }, query: print > 0 ? { p: print } : {} },
          signal,
        }),
      ),
  });

/** What this load of the page has counted already. */
const counted = new Set<string>();

/** Counts an opening of a guide, once for each load of the page. A failure is nobody's trouble. */
export function countOpening(code: string, print: number): void {
  const key = `${code} ${print}`;
  if (counted.has(key)) return;
  counted.add(key);
  void client
    .POST('/public/guides/{code}/scans', { params: { path: { code } }, body: { print } })
    .catch(() => undefined);
}
