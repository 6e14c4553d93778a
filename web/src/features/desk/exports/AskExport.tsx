import { App } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { groupDigits } from '@/lib/money';
import { fieldProblem } from '@/lib/problem';
import { tp } from '@/messages/privacyDesk';
import { FormDialog } from '../FormDialog';
import { useAskExport } from './api';
import styles from './Exports.module.css';

interface Props {
  /** Which list, and how it is narrowed. */
  kind: string;
  query: Record<string, unknown>;
  total: number;
  onClose: () => void;
}

/** Asks a colleague to let a large list out. */
export function AskExport({ kind, query, total, onClose }: Props) {
  const { message } = App.useApp();
  const [purpose, setPurpose] = useState('');
  const asking = useAskExport();
  const wanted = Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([key, value]) => [key, String(value)]),
  );
  const refused = fieldProblem(asking.error, 'purpose');
  return (
    <FormDialog
      title={tp('export.ask.title')}
      submit={tp('export.ask.submit')}
      pending={asking.isPending}
      onClose={onClose}
      onSubmit={() =>
        asking.mutate(
          { kind, query: wanted, purpose: purpose.trim() },
          {
            onSuccess: (made) => {
              void message.success(tp('export.ask.done', { number: made.number }), 6);
              onClose();
            },
          },
        )
      }
    >
      <p className={styles.lead}>{tp('export.ask.text', { count: groupDigits(String(total)) })}</p>
      <Field
        label={tp('export.ask.purpose')}
        hint={tp('export.ask.hint')}
        error={refused || undefined}
      >
        {(control) => (
          <input
            {...control}
            maxLength={200}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
        )}
      </Field>
      {refused ? null : <ProblemNote error={asking.error} />}
    </FormDialog>
  );
}
