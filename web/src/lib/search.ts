/**
 * How the desk writes its addresses: plain `?key=value`. The router's own way
 * is JSON, which turns the division 370102 into a number and quotes it.
 */
export const plainSearch = {
  parseSearch: (text: string): Record<string, string> =>
    Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search: Record<string, unknown>): string => {
    const pairs = Object.entries(search)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([key, value]): [string, string] => [key, String(value)]);
    return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
  },
};

/** Reads one part of an address; undefined for what is not understood. */
export type Reader<T> = (raw: string) => T | undefined;

/** Free words, without surrounding space, cut at a length in characters. */
export const words =
  (max = 100): Reader<string> =>
  (raw) =>
    [...raw.trim()].slice(0, max).join('').trim() || undefined;

const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

/** A code of a division, an industry, a qualification, an id. */
export const code: Reader<string> = (raw) => (CODE.test(raw) ? raw : undefined);

export const oneOf =
  <const V extends string>(...values: readonly V[]): Reader<V> =>
  (raw) =>
    values.find((value) => value === raw);

/** A whole number within bounds. */
export const whole =
  (min: number, max: number): Reader<number> =>
  (raw) => {
    const n = /^\d{1,9}$/.test(raw) ? Number(raw) : Number.NaN;
    return n >= min && n <= max ? n : undefined;
  };

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export const date: Reader<string> = (raw) =>
  DATE.test(raw) && !Number.isNaN(Date.parse(raw)) ? raw : undefined;

/** The readers of an address, by key. */
export type Spec = Record<string, Reader<unknown>>;

/** What a spec reads: every part may be absent. */
export type SearchOf<S extends Spec> = {
  [K in keyof S]?: S[K] extends Reader<infer T> ? T : never;
};

/**
 * Makes the reader of an address from the readers of its parts. What is not
 * understood is dropped, so that a mistyped or outdated link still opens.
 */
export function searchReader<S extends Spec>(spec: S) {
  return (search: Record<string, unknown>): SearchOf<S> => {
    const found: Record<string, unknown> = {};
    for (const [key, read] of Object.entries(spec)) {
      const raw = search[key];
      if (raw === undefined || raw === null) continue;
      const value = read(String(raw));
      if (value !== undefined) found[key] = value;
    }
    return found as SearchOf<S>;
  };
}

/** Which page of a list is shown. */
export interface PageSearch {
  cursor?: string | undefined;
  page?: number | undefined;
  limit?: number | undefined;
}

/** Rows per page to choose from, and the usual number. */
export const PAGE_SIZES = [20, 50, 100, 200] as const;
export const USUAL_PAGE_SIZE = 50;

/** The readers of a page; the cursor is opaque, only its length is bounded. */
export const pageSpec = {
  cursor: words(1000),
  page: whole(2, 1_000_000),
  limit: (raw: string) => PAGE_SIZES.find((size) => String(size) === raw),
};

/** The same search on its first page. */
export function firstPage<S extends PageSearch>(search: S): S {
  const { cursor: _, page: __, ...rest } = search;
  return rest as S;
}

/** What the address filters by: neither page nor order. */
export function filtersOf(search: Record<string, unknown>): Record<string, unknown> {
  const { cursor: _, page: __, limit: ___, sort: ____, ...filters } = search;
  return filters;
}
