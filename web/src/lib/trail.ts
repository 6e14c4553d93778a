/**
 * Where one stands in a list that is paged by cursors. A cursor only leads
 * forward; the cursors of the pages before are the trail that leads back. It is
 * kept in the browser's history, so that it survives a reload but not a link
 * sent to somebody else: there the way back is to the first page.
 */
export interface Place {
  /** Opaque; empty on the first page. */
  cursor: string;
  /** From 1. */
  page: number;
  /** The cursors of the pages before, the first page's first. */
  trail: readonly string[];
}

export const FIRST: Place = { cursor: '', page: 1, trail: [] };

/** Pages that can be gone back; a longer trail would swell the history. */
const TRAIL_LIMIT = 500;

/** The place an address and its history entry say. */
export function placeOf(
  search: { cursor?: string | undefined; page?: number | undefined },
  trail: unknown,
): Place {
  if (!search.cursor) return FIRST;
  const page = Math.max(2, search.page ?? 2);
  const known =
    Array.isArray(trail) && trail.every((cursor) => typeof cursor === 'string')
      ? (trail as string[])
      : [];
  // A trail that is longer than the pages before belongs to another list.
  return { cursor: search.cursor, page, trail: known.length < page ? known : [] };
}

export function nextPlace(place: Place, cursor: string): Place {
  const trail = [...place.trail, place.cursor].slice(-TRAIL_LIMIT);
  return { cursor, page: place.page + 1, trail };
}

/** The page before; null where the way back is not known. */
export function previousPlace(place: Place): Place | null {
  const cursor = place.trail.at(-1);
  if (cursor === undefined) return null;
  if (cursor === '') return FIRST;
  return { cursor, page: place.page - 1, trail: place.trail.slice(0, -1) };
}

/** The numbers of the rows on a page, from 1; null where there are none. */
export function rowRange(
  place: Place,
  limit: number,
  rows: number,
): { from: number; to: number } | null {
  if (rows === 0) return null;
  const before = (place.page - 1) * limit;
  return { from: before + 1, to: before + rows };
}
