import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';

export type OwnContact = RowOf<'/my/{uscc}/contacts'>;

export interface ContactForm {
  role: string;
  name: string;
  phone: string;
}

export const contactsQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['my', uscc, 'contacts'],
    queryFn: ({ signal }) =>
      body(client.GET('/my/{uscc}/contacts', { params: { path: { uscc } }, signal })),
  });

const match = (contact: OwnContact) => ({ 'If-Match': `"${contact.version}"` });

function useChange<V>(uscc: string, change: (value: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['my', uscc, 'contacts'] });
      void queries.invalidateQueries({ queryKey: ['profile', uscc] });
    },
  });
}

/** Adds a contact, or changes the one that is given. */
export function useSaveOwnContact(uscc: string, contact: OwnContact | undefined) {
  return useChange(uscc, (form: ContactForm) =>
    contact
      ? body(
          client.PUT('/my/{uscc}/contacts/{id}', {
            params: { path: { uscc, id: contact.id }, header: match(contact) },
            body: form,
          }),
        )
      : body(client.POST('/my/{uscc}/contacts', { params: { path: { uscc } }, body: form })),
  );
}

export function useRemoveOwnContact(uscc: string) {
  return useChange(uscc, (contact: OwnContact) =>
    body(
      client.DELETE('/my/{uscc}/contacts/{id}', {
        params: { path: { uscc, id: contact.id }, header: match(contact) },
      }),
    ),
  );
}
