import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { RowOf } from '@/api/answer';
import { body, client } from '@/api/client';

export type Template = RowOf<'/appeal-templates'>;

const KEY = 'appeal-templates';

/** The templates that the person may use, filled in for a case where one is named. */
export const templatesQuery = (appeal = '') =>
  queryOptions({
    queryKey: [KEY, appeal],
    queryFn: async ({ signal }) =>
      (
        await body(
          client.GET('/appeal-templates', { params: { query: appeal ? { appeal } : {} }, signal }),
        )
      ).items,
  });

export interface TemplateForm {
  title: string;
  words: string;
  centre: boolean;
}

const seen = (one: Template) => ({
  path: { id: one.id },
  header: { 'If-Match': `"${one.version}"` },
});

function useTemplateMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}

/** Saves a template as it was seen, or adds a new one. */
export const useSaveTemplate = (template: Template | undefined) =>
  useTemplateMutation(({ centre, ...form }: TemplateForm) =>
    template
      ? body(client.PUT('/appeal-templates/{id}', { params: seen(template), body: form }))
      : body(
          client.POST('/appeal-templates', { body: { ...form, ...(centre ? { centre } : {}) } }),
        ),
  );

export const useRetireTemplate = () =>
  useTemplateMutation((template: Template) =>
    body(client.POST('/appeal-templates/{id}/retire', { params: seen(template) })),
  );
