import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { body, client } from '@/api/client';
import { ProblemNote } from '@/components/Problem';
import { tl } from '@/messages/policyLife';
import { FormDialog } from '../FormDialog';
import styles from './Life.module.css';

interface Draft {
  id: string;
  title: string;
}

/** Submits all drafts that are listed; what lacks something stays a draft and says why. */
export function SubmitDrafts({ drafts }: { drafts: readonly Draft[] }) {
  /** Those that were listed when the dialog was opened: the list follows what is submitted. */
  const [asked, setAsked] = useState<readonly Draft[]>();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: (measures: string[]) =>
      body(client.POST('/measures/drafts/submit', { body: { measures } })),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['measures'] }),
        queries.invalidateQueries({ queryKey: ['measure'] }),
      ]),
  });
  const close = () => {
    setAsked(undefined);
    sending.reset();
  };
  const done = sending.data;
  const kept = (done?.items ?? []).filter((item) => !item.submitted);
  const titleOf = (id: string) => asked?.find((draft) => draft.id === id)?.title ?? id;
  return (
    <>
      {drafts.length > 0 ? (
        <Button onClick={() => setAsked(drafts)}>{tl('all.act', { count: drafts.length })}</Button>
      ) : null}
      {asked && !done ? (
        <FormDialog
          title={tl('all.title', { count: asked.length })}
          submit={tl('act.submit')}
          pending={sending.isPending}
          onSubmit={() => sending.mutate(asked.map((draft) => draft.id))}
          onClose={close}
        >
          <p>{tl('all.text')}</p>
          <ul className={styles.kept}>
            {asked.map((draft) => (
              <li key={draft.id}>{draft.title}</li>
            ))}
          </ul>
          <ProblemNote error={sending.error} />
        </FormDialog>
      ) : null}
      {asked && done ? (
        <Modal
          open
          title={tl('all.title', { count: asked.length })}
          onCancel={close}
          footer={
            <Button type="primary" onClick={close}>
              {tl('all.close')}
            </Button>
          }
        >
          <p role="status">{tl('all.done', { count: done.submitted })}</p>
          {kept.length > 0 ? (
            <>
              <p>{tl('all.kept', { count: kept.length })}</p>
              <ul className={styles.kept}>
                {kept.map((item) => (
                  <li key={item.measure}>
                    {tl('all.why', { title: titleOf(item.measure), why: item.reason })}
                    <ul>
                      {(item.gaps ?? []).map((gap) => (
                        <li key={gap.path + gap.words}>{gap.words}</li>
                      ))}
                    </ul>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </Modal>
      ) : null}
    </>
  );
}
