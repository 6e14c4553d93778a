import { useLocation, useNavigate } from '@tanstack/react-router';
import { firstPage, type PageSearch, USUAL_PAGE_SIZE } from '@/lib/search';
import { FIRST, nextPlace, type Place, placeOf, previousPlace } from '@/lib/trail';

declare module '@tanstack/history' {
  interface HistoryState {
    /** The cursors of the pages before this one, see lib/trail. */
    trail?: readonly string[];
  }
}

type Go = (to: {
  to: '.';
  search: object;
  state?: object;
  replace?: boolean;
  resetScroll?: boolean;
}) => Promise<void>;

export interface List<S extends PageSearch> {
  search: S;
  limit: number;
  place: Place;
  /** Whether there is a way back, and to the page before rather than the first. */
  back: 'none' | 'first' | 'previous';
  /** Changes filters or order; an undefined value takes one away. The list starts over. */
  change: (patch: Partial<S>) => void;
  /** Takes every filter away; the order and the size of the pages stay. */
  clear: () => void;
  resize: (limit: number) => void;
  next: (cursor: string) => void;
  previous: () => void;
  first: () => void;
}

/** A list whose filters, order and page stand in the address of the page. */
export function useList<S extends PageSearch & { sort?: string | undefined }>(
  search: S,
  keep: ReadonlyArray<keyof S & string> = [],
): List<S> {
  const navigate = useNavigate() as unknown as Go;
  const trail = useLocation({ select: (location) => location.state.trail });
  const place = placeOf(search, trail);
  const show = (next: object, state: object = {}) =>
    void navigate({ to: '.', search: next, state, resetScroll: false });
  const go = (to: Place) => {
    const at = to.cursor ? { cursor: to.cursor, page: to.page } : {};
    show({ ...firstPage(search), ...at }, { trail: to.trail });
  };
  const back = previousPlace(place);
  return {
    search,
    limit: search.limit ?? USUAL_PAGE_SIZE,
    place,
    back: place.page === 1 ? 'none' : back ? 'previous' : 'first',
    change: (patch) => show({ ...firstPage(search), ...patch }),
    clear: () => {
      const kept = Object.fromEntries(
        ['sort', 'limit', ...keep].map((key) => [key, search[key as keyof S]]),
      );
      show(kept);
    },
    resize: (limit) =>
      show({ ...firstPage(search), limit: limit === USUAL_PAGE_SIZE ? undefined : limit }),
    next: (cursor) => go(nextPlace(place, cursor)),
    previous: () => go(back ?? FIRST),
    first: () => go(FIRST),
  };
}
