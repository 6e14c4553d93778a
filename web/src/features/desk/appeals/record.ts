import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Channel = Schemas['DeskReport']['channel'];
export type Kind = NonNullable<Schemas['DeskReport']['kind']>;
export type Elsewhere = NonNullable<Schemas['DeskReport']['elsewhere']>;
export type Receipt = Answer<'/appeals', 'post'>;
export type RecordedFile = Schemas['AppealFile'];

/** The ways that a member of staff writes down, the usual ones first. */
export const CHANNELS = ['counter', 'hotline', 'visit', 'group', 'box'] as const;

/** What the form holds. Empty words mean that nothing was said. */
export interface Recorded {
  channel: Channel;
  kind: Kind;
  text: string;
  uscc: string;
  place: string;
  placeCode: string;
  name: string;
  phone: string;
  anonymous: boolean;
  confidential: boolean;
  accused: string;
  elsewhere: Elsewhere | '';
  ticket: string;
  files: RecordedFile[];
}

export const BLANK: Recorded = {
  channel: 'counter',
  kind: 'help',
  text: '',
  uscc: '',
  place: '',
  placeCode: '',
  name: '',
  phone: '',
  anonymous: false,
  confidential: false,
  accused: '',
  elsewhere: '',
  ticket: '',
  files: [],
};

/**
 * What of a form is kept in the browser until it is sent. Name and phone are not:
 * several people work at one counter's machine.
 */
export function toKeep({ name: _, phone: __, ...rest }: Recorded): string {
  return JSON.stringify(rest);
}

/** A form as it was kept; what cannot be read is a blank one. */
export function fromKept(text: string): Recorded {
  try {
    const kept: unknown = JSON.parse(text);
    return kept && typeof kept === 'object' ? { ...BLANK, ...kept } : BLANK;
  } catch {
    return BLANK;
  }
}

/** The form as the server takes it: what was not said is left out. */
export function toReport(form: Recorded, ticket: string): Schemas['DeskReport'] {
  const who = form.anonymous ? { anonymous: true } : said({ name: form.name, phone: form.phone });
  return {
    ticket,
    channel: form.channel,
    kind: form.kind,
    text: form.text.trim(),
    ...who,
    ...said({
      uscc: form.uscc,
      place: form.place,
      place_code: form.placeCode,
      accused: form.accused,
      elsewhere: form.elsewhere,
    }),
    ...(form.confidential && !form.anonymous ? { confidential: true } : {}),
  } as Schemas['DeskReport'];
}

const said = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));

/** Writes a report down. */
export function useRecord() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (report: Schemas['DeskReport']) => body(client.POST('/appeals', { body: report })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['appeals'] }),
  });
}

export const groundsQuery = queryOptions({
  queryKey: ['appeal-grounds'],
  queryFn: async ({ signal }) =>
    (await body(client.GET('/public/appeal-grounds', { signal }))).items ?? [],
  staleTime: Number.POSITIVE_INFINITY,
});

/** Enterprises by a part of the name or the beginning of the code. */
export const firmsQuery = (q: string) =>
  queryOptions({
    queryKey: ['enterprises', 'pick', q],
    queryFn: async ({ signal }) =>
      (await body(client.GET('/enterprises', { params: { query: { q, limit: 20 } }, signal })))
        .items ?? [],
    enabled: q.trim().length >= 2,
    placeholderData: keepPreviousData,
  });

/** The places that have a code, by a part of their name. */
export const spotsQuery = (q: string) =>
  queryOptions({
    queryKey: ['places', 'pick', q],
    queryFn: async ({ signal }) =>
      (
        await body(
          client.GET('/places', {
            params: { query: { state: 'open', limit: 50, ...(q ? { q } : {}) } },
            signal,
          }),
        )
      ).items ?? [],
    placeholderData: keepPreviousData,
  });
