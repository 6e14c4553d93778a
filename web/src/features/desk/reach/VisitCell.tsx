import { App, Button } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { describeProblem, fieldProblem } from '@/lib/problem';
import { tr } from '@/messages/reach';
import { FormDialog } from '../FormDialog';
import { formatMoment } from '../time';
import { type ReachRow, useVisit } from './api';
import styles from './Reach.module.css';

/** Whether somebody called there, and the ways to say so. */
export function VisitCell({ row }: { row: ReachRow }) {
  const [open, setOpen] = useState(false);
  const { message } = App.useApp();
  const removing = useVisit(row);
  const can = row.can ?? [];
  const mark = row.visits.length > 0 ? tr('visit.again') : tr('visit.mark');
  const remove = () =>
    removing.mutate(undefined, {
      onSuccess: () => message.success(tr('visit.removed', { name: row.name })),
      onError: (error) => message.error(describeProblem(error).text),
    });
  return (
    <>
      {row.visits.length > 0 ? (
        <Visits row={row} />
      ) : (
        <>
          <span className={`${styles.no} ${styles.screen}`}>{tr('no')}</span>
          <span className={styles.paperOnly}>{tr('visit.paper')}</span>
        </>
      )}
      <span className={styles.acts}>
        {can.includes('visit') ? (
          <Button
            size="small"
            aria-label={`${mark} ${row.name} ${row.title}`}
            onClick={() => setOpen(true)}
          >
            {mark}
          </Button>
        ) : null}
        {can.includes('unvisit') ? (
          <Button
            size="small"
            type="text"
            aria-label={`${tr('visit.remove')} ${row.name} ${row.title}`}
            loading={removing.isPending}
            onClick={remove}
          >
            {tr('visit.remove')}
          </Button>
        ) : null}
      </span>
      {open ? <VisitDialog row={row} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** The calls there, the last first, each with what was found. */
export function Visits({ row }: { row: ReachRow }) {
  return row.visits.map((visit) => (
    <span key={`${visit.at} ${visit.by}`}>
      <span className={styles.done}>
        {tr('visit.by', { at: formatMoment(visit.at), by: visit.by })}
      </span>
      {visit.note ? <span className={styles.note}>{visit.note}</span> : null}
    </span>
  ));
}

function VisitDialog({ row, onClose }: { row: ReachRow; onClose: () => void }) {
  const [note, setNote] = useState('');
  const { message } = App.useApp();
  const saving = useVisit(row);
  const wrong = fieldProblem(saving.error, 'note');
  return (
    <FormDialog
      title={tr('visit.title', { name: row.name })}
      submit={tr('visit.save')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() =>
        saving.mutate(note, {
          onSuccess: () => {
            message.success(tr('visit.saved', { name: row.name }));
            onClose();
          },
        })
      }
    >
      <p>{row.title}</p>
      <Field label={tr('visit.note')} hint={tr('visit.note.hint')} error={wrong}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {wrong ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}
