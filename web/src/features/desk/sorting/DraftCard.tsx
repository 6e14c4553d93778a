import { App, Button } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { formatDate } from '@/lib/date';
import { describeProblem, fieldProblem } from '@/lib/problem';
import { tt } from '@/messages/threshold';
import { FormDialog } from '../FormDialog';
import { formatMoment } from '../time';
import { type Draft, type Limits, useApprove, useRefuse, useWithdraw } from './api';
import { changedFields, type FieldName, limitWords } from './limits';
import styles from './Sorting.module.css';

interface Props {
  draft: Draft;
  /** The latest limits and the number of their edition, against which the draft is shown. */
  latest: { version: number; limits: Limits };
  labels: Readonly<Record<FieldName, string>>;
}

/** Thresholds that somebody asks for: what would change, and what can be done with it. */
export function DraftCard({ draft, latest, labels }: Props) {
  const { message } = App.useApp();
  const [refusing, setRefusing] = useState(false);
  const approving = useApprove();
  const withdrawing = useWithdraw();
  const pending = approving.isPending || withdrawing.isPending;
  const can = (act: string) => draft.can.includes(act);
  const overtaken = draft.base !== latest.version;
  const fail = (error: Error) => void message.error(refusal(error), 8);
  return (
    <section className={styles.draft} aria-label={tt('drafts')}>
      <ul>
        {changedFields(latest.limits, draft.limits).map((field) => (
          <li key={field}>
            {tt('draft.change', {
              field: labels[field],
              before: limitWords(latest.limits[field]),
              after: limitWords(draft.limits[field]),
            })}
          </li>
        ))}
      </ul>
      <p>{tt('draft.reason', { reason: draft.reason })}</p>
      <p className={styles.aside}>
        {tt('draft.by', {
          who: draft.by,
          at: formatMoment(draft.at),
          from: draft.from
            ? tt('draft.from.day', { day: formatDate(draft.from) })
            : tt('draft.from.once'),
        })}
      </p>
      <p className={styles.aside}>{overtaken ? tt('draft.overtaken') : note(draft)}</p>
      <div className={styles.acts}>
        {can('approve') && !overtaken ? (
          <Button
            type="primary"
            disabled={pending}
            onClick={() =>
              approving.mutate(draft, {
                onSuccess: () => void message.success(tt('draft.approved')),
                onError: fail,
              })
            }
          >
            {tt('draft.approve')}
          </Button>
        ) : null}
        {can('refuse') ? (
          <Button disabled={pending} onClick={() => setRefusing(true)}>
            {tt('draft.refuse')}
          </Button>
        ) : null}
        {can('withdraw') ? (
          <Button
            disabled={pending}
            onClick={() =>
              withdrawing.mutate(draft, {
                onSuccess: () => void message.success(tt('draft.withdrawn')),
                onError: fail,
              })
            }
          >
            {tt('draft.withdraw')}
          </Button>
        ) : null}
      </div>
      {refusing ? (
        <RefuseDialog
          draft={draft}
          onClose={() => setRefusing(false)}
          onDone={() => {
            setRefusing(false);
            void message.success(tt('refuse.done'));
          }}
        />
      ) : null}
    </section>
  );
}

/** A refusal with the figures that it names by field. */
function refusal(error: Error): string {
  const text = describeProblem(error).text;
  const fields = (['kind', 'topic', 'place', 'urgency', 'department'] as const)
    .map((field) => fieldProblem(error, field))
    .filter(Boolean);
  return [text, ...fields].join(' ');
}

/** Who has to act, for whoever cannot agree. */
function note(draft: Draft): string {
  if (draft.can.includes('approve')) return '';
  return tt(draft.can.includes('refuse') ? 'draft.own' : 'draft.waiting');
}

interface RefuseProps {
  draft: Draft;
  onClose: () => void;
  onDone: () => void;
}

function RefuseDialog({ draft, onClose, onDone }: RefuseProps) {
  const [words, setWords] = useState('');
  const refusing = useRefuse(draft);
  return (
    <FormDialog
      title={tt('refuse.title')}
      submit={tt('draft.refuse')}
      pending={refusing.isPending}
      onClose={onClose}
      onSubmit={() => refusing.mutate(words, { onSuccess: onDone })}
    >
      <Field label={tt('refuse.words')}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ProblemNote error={refusing.error} />
    </FormDialog>
  );
}
