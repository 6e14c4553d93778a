import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { download } from '@/api/download';
import { ApiError, describeProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { AskExport } from './AskExport';

type Query = Record<string, unknown>;

/** A list that can be taken away as a file. */
export interface List {
  path: string;
  /** How it is narrowed; the file holds exactly that. */
  query: Query;
  /** Which list it is, and what else names it, where a colleague has to agree first. */
  kind: string;
  of?: Record<string, string>;
  total: number;
}

/** Takes a list away, or asks a colleague to let it out where it is a large one. */
export function useTaking({ path, query, kind, of, total }: List) {
  const { message } = App.useApp();
  const [asking, setAsking] = useState<Query>();
  const saving = useMutation({
    mutationFn: (more: Query) => download(path, { ...query, ...more }),
    onSuccess: () => message.success(td('list.exported')),
    onError: (error, more) => {
      if (error instanceof ApiError && error.code === 'disclosure.approval_needed') setAsking(more);
      else void message.error(describeProblem(error).text, 6);
    },
  });
  return {
    take: (more: Query = {}) => saving.mutate(more),
    pending: saving.isPending,
    dialog: asking ? (
      <AskExport
        kind={kind}
        query={{ ...query, ...asking, ...of }}
        total={total}
        onClose={() => setAsking(undefined)}
      />
    ) : null,
  };
}
