import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { tq } from '@/messages/appealDesk';
import { type Act, type Appeal, acts, appealQuery, type Seen } from './api';

export type Form<A extends Act> = Parameters<(typeof acts)[A]>[1];

/**
 * One act on a case as it was when its dialog opened. The page behind may be asked
 * for anew meanwhile: what somebody has not seen, he cannot act on, until he loads
 * it with `reload`.
 */
export function useActing<A extends Act>(
  appeal: Seen,
  act: A,
  onDone: () => void,
  onError?: (error: Error) => void,
) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [pinned, setSeen] = useState<Seen>({ id: appeal.id, version: appeal.version });
  // A button without a dialog acts on what the page shows when it is pressed.
  const seen = onError ? appeal : pinned;
  const doing = useMutation({
    mutationFn: (form: Form<A>) =>
      (acts[act] as (seen: Seen, form: Form<A>) => Promise<Appeal>)(seen, form),
    onSuccess: (after) => {
      const done: `done.${Act}` = `done.${act}`;
      void message.success(tq(done));
      queries.setQueryData(appealQuery(after.id).queryKey, after);
      onDone();
      void queries.invalidateQueries({ queryKey: ['appeals'] });
    },
    ...(onError ? { onError } : {}),
  });
  const reload = async () => {
    const now = await queries.fetchQuery({ ...appealQuery(seen.id), staleTime: 0 });
    setSeen({ id: now.id, version: now.version });
    doing.reset();
    return now;
  };
  return {
    run: (form: Form<A>) => doing.mutate(form),
    pending: doing.isPending,
    error: doing.error,
    reload,
  };
}
