import { useMutation } from '@tanstack/react-query';
import { body, client } from '@/api/client';

/** Has a text read into draft clauses; nothing is kept on the server. */
export const useDraftFromText = () =>
  useMutation({
    mutationFn: (text: string) =>
      body(client.POST('/measures/draft-from-text', { body: { text } })),
  });
