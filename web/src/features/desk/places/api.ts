import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import { oneOf, pageSpec, type SearchOf, searchReader, USUAL_PAGE_SIZE, words } from '@/lib/search';

export type Place = RowOf<'/places'>;
export type PlaceForm = components['schemas']['ReportPlaceBody'];

export const KINDS = ['park', 'building', 'hall', 'market', 'street', 'station', 'other'] as const;

const listSpec = {
  q: words(),
  kind: oneOf(...KINDS),
  state: oneOf('open', 'closed'),
  ...pageSpec,
};

/** What the list of places is filtered by. */
export type PlacesSearch = SearchOf<typeof listSpec>;
export const readPlacesSearch = searchReader(listSpec);

export const placesQuery = ({ page: _, ...search }: PlacesSearch) =>
  queryOptions({
    queryKey: ['places', search],
    queryFn: ({ signal }) =>
      body(
        client.GET('/places', { params: { query: { limit: USUAL_PAGE_SIZE, ...search } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

/** The departments that can be in charge of a place. */
export const departmentsQuery = queryOptions({
  queryKey: ['places', 'departments'],
  queryFn: async ({ signal }) => {
    const page = await body(
      client.GET('/departments', { params: { query: { limit: 200 } }, signal }),
    );
    return (page.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  },
  staleTime: 10 * 60_000,
});

/** After any of these, all that is shown of places is asked for anew. */
function usePlaceMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ['places'] }),
  });
}

const seen = (place: Place) => ({
  path: { code: place.code },
  header: { 'If-Match': `"${place.version}"` },
});

/** Saves a place as it was seen, or adds a new one. */
export const useSavePlace = (place: Place | undefined) =>
  usePlaceMutation((form: PlaceForm) =>
    body(
      place
        ? client.PUT('/places/{code}', { params: seen(place), body: form })
        : client.POST('/places', { body: form }),
    ),
  );

export const useTurnPlace = () =>
  usePlaceMutation(({ place, act }: { place: Place; act: 'close' | 'reopen' }) =>
    body(
      act === 'close'
        ? client.POST('/places/{code}/close', { params: seen(place) })
        : client.POST('/places/{code}/reopen', { params: seen(place) }),
    ),
  );
