import type { QueryKey } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { ProblemNote } from '@/components/Problem';
import { ApiError, describeProblem, fieldProblem } from '@/lib/problem';
import { tdt } from '@/messages/draft';
import { Lines } from '../appeals/inputs';
import { FormDialog } from '../FormDialog';
import styles from './Drafts.module.css';
import { type Act, type Draft, useChange } from './deciding';

/** Sends a decision on a draft as it was seen; only a refusal takes words. */
export type Decide<D extends Draft> = (draft: D, act: Act, words: string) => Promise<unknown>;

interface Props<D extends Draft> {
  draft: D;
  /** The number of the latest edition: a draft after an earlier one can only be sent back. */
  latest: number;
  decide: Decide<D>;
  queryKey: QueryKey;
  /** What is said when it is approved, and where another edition came before it. */
  approved: string;
  overtaken: string;
  /** What would change, why, and who asks. */
  children: ReactNode;
}

/** Something that waits for a second person, and what can be done with it. */
export function WaitingDraft<D extends Draft>({
  draft,
  latest,
  decide,
  queryKey,
  approved,
  overtaken,
  children,
}: Props<D>) {
  const { message } = App.useApp();
  const [refusing, setRefusing] = useState(false);
  const deciding = useChange(queryKey, (act: Act) => decide(draft, act, ''));
  const late = draft.base !== latest;
  const can = (act: Act) => draft.can.includes(act);
  const at = (act: Act, done: string) =>
    deciding.mutate(act, {
      onSuccess: () => void message.success(done),
      onError: (error) => void message.error(refusal(error), 8),
    });
  return (
    <section className={styles.draft} aria-label={tdt('waiting')}>
      {children}
      {late ? <p className={styles.note}>{overtaken}</p> : null}
      {late || can('approve') ? null : (
        <p className={styles.note}>{tdt(can('refuse') ? 'own' : 'other')}</p>
      )}
      <div className={styles.acts}>
        {can('approve') && !late ? (
          <Button
            type="primary"
            disabled={deciding.isPending}
            onClick={() => at('approve', approved)}
          >
            {tdt('approve')}
          </Button>
        ) : null}
        {can('refuse') ? (
          <Button disabled={deciding.isPending} onClick={() => setRefusing(true)}>
            {tdt('refuse')}
          </Button>
        ) : null}
        {can('withdraw') ? (
          <Button disabled={deciding.isPending} onClick={() => at('withdraw', tdt('withdrawn'))}>
            {tdt('withdraw')}
          </Button>
        ) : null}
      </div>
      {refusing ? (
        <RefuseDialog
          refuse={(words) => decide(draft, 'refuse', words)}
          queryKey={queryKey}
          onClose={() => setRefusing(false)}
        />
      ) : null}
    </section>
  );
}

/** A refusal with what it says of each field. */
function refusal(error: Error): string {
  const fields = error instanceof ApiError ? error.fields.map((field) => field.message) : [];
  return [describeProblem(error).text, ...fields].join(' ');
}

interface RefuseProps {
  refuse: (words: string) => Promise<unknown>;
  queryKey: QueryKey;
  onClose: () => void;
}

/** Sends a draft back, saying why. */
function RefuseDialog({ refuse, queryKey, onClose }: RefuseProps) {
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const refusing = useChange(queryKey, refuse);
  return (
    <FormDialog
      title={tdt('refuse.title')}
      submit={tdt('refuse')}
      pending={refusing.isPending}
      onClose={onClose}
      onSubmit={() =>
        refusing.mutate(words, {
          onSuccess: () => {
            void message.success(tdt('refused'));
            onClose();
          },
        })
      }
    >
      <Lines
        label={tdt('refuse.words')}
        error={fieldProblem(refusing.error, 'words') || undefined}
        rows={3}
        max={200}
        value={words}
        onChange={setWords}
      />
      <ProblemNote error={refusing.error} />
    </FormDialog>
  );
}

/** A draft of which nothing came: who asked, and who ended it. */
export function EndedDraft({ draft }: { draft: Draft }) {
  return (
    <>
      <p className={styles.line}>
        {tdt('ended', {
          who: draft.by,
          reason: draft.reason,
          state: draft.state_label,
          by: draft.decided_by ?? '',
        })}
      </p>
      {draft.words ? (
        <p className={styles.note}>{tdt('ended.words', { words: draft.words })}</p>
      ) : null}
    </>
  );
}
