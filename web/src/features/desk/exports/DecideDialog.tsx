import { App } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { groupDigits } from '@/lib/money';
import { fieldProblem } from '@/lib/problem';
import { tp } from '@/messages/privacyDesk';
import { FormDialog } from '../FormDialog';
import { type ExportRow, useDecide } from './api';
import styles from './Exports.module.css';

interface Props {
  row: ExportRow;
  act: 'approve' | 'refuse';
  onClose: () => void;
}

/** Says what will leave, and lets a second person agree or not. */
export function DecideDialog({ row, act, onClose }: Props) {
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const deciding = useDecide();
  const refused = fieldProblem(deciding.error, 'note');
  return (
    <FormDialog
      title={tp(`export.${act}.title`)}
      submit={tp(`export.${act}`)}
      danger={act === 'refuse'}
      pending={deciding.isPending}
      onClose={onClose}
      onSubmit={() =>
        deciding.mutate(
          { row, act, note: note.trim() },
          {
            onSuccess: () => {
              void message.success(tp(`export.done.${act}`));
              onClose();
            },
          },
        )
      }
    >
      <p>
        {act === 'approve'
          ? tp('export.approve.text', {
              name: row.asked_name,
              rows: groupDigits(String(row.rows)),
              title: row.title,
            })
          : tp('export.refuse.text', { name: row.asked_name })}
      </p>
      <p className={styles.lead}>
        {row.filter || tp('export.noFilter')}
        <br />
        {row.purpose}
      </p>
      {act === 'refuse' ? (
        <Field label={tp('export.note')} hint={tp('export.note.hint')} error={refused || undefined}>
          {(control) => (
            <input
              {...control}
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {refused ? null : <ProblemNote error={deciding.error} />}
    </FormDialog>
  );
}
