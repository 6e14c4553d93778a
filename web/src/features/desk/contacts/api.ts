import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '@/api/answer';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';
import type { Enterprise } from '../registry/api';

export type Contact = NonNullable<Enterprise['contacts']>[number];
export type ContactForm = Omit<components['schemas']['ContactFormBody'], '$schema'>;
export type Revealed = Answer<'/enterprises/{uscc}/contacts/{id}/reveal', 'post'>;
export type ReasonKind = 'handling' | 'verify' | 'callback' | 'request' | 'emergency';

/** The version that a change must name. */
const match = (contact: Contact) => ({ 'If-Match': `"${contact.version}"` });

function useChange<V>(uscc: string, change: (value: V) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['enterprise', uscc] }),
  });
}

/** Adds a contact, or changes the one that is given. */
export function useSaveContact(uscc: string, contact: Contact | undefined) {
  return useChange(uscc, (form: ContactForm) =>
    contact
      ? body(
          client.PUT('/enterprises/{uscc}/contacts/{id}', {
            params: { path: { uscc, id: contact.id }, header: match(contact) },
            body: form,
          }),
        )
      : body(
          client.POST('/enterprises/{uscc}/contacts', { params: { path: { uscc } }, body: form }),
        ),
  );
}

export function useRemoveContact(uscc: string) {
  return useChange(uscc, (contact: Contact) =>
    body(
      client.DELETE('/enterprises/{uscc}/contacts/{id}', {
        params: { path: { uscc, id: contact.id }, header: match(contact) },
      }),
    ),
  );
}

export function useVerifyContact(uscc: string) {
  return useChange(uscc, (contact: Contact) =>
    body(
      client.POST('/enterprises/{uscc}/contacts/{id}/verify', {
        params: { path: { uscc, id: contact.id }, header: match(contact) },
      }),
    ),
  );
}

/** How often the caller may see a value in full today. */
export const quotaQuery = queryOptions({
  queryKey: ['reveal-quota'],
  queryFn: () => body(client.GET('/reveal-quota')),
  staleTime: 0,
});

interface Asked {
  fields: ('name' | 'phone')[];
  reason_kind: ReasonKind;
  reason: string;
}

/** Somebody whose name and phone are masked: a contact, who acts for an enterprise, who reports. */
export type Hidden =
  | { kind: 'contacts' | 'mandates'; uscc: string; id: string }
  | { kind: 'appeals'; id: string };

/** Shows somebody in full. What comes back stays in the dialog alone: it is not cached. */
export function useReveal(who: Hidden) {
  const queries = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (asked: Asked): Promise<{ name?: string; phone?: string; left: number }> => {
      if (who.kind === 'appeals') {
        const { fields: _, ...why } = asked;
        return body(
          client.POST('/appeals/{id}/reveal', { params: { path: { id: who.id } }, body: why }),
        );
      }
      const request = { params: { path: { uscc: who.uscc, id: who.id } }, body: asked };
      return who.kind === 'contacts'
        ? body(client.POST('/enterprises/{uscc}/contacts/{id}/reveal', request))
        : body(client.POST('/enterprises/{uscc}/mandates/{id}/reveal', request));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: quotaQuery.queryKey }),
  });
}
