import { Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { ta } from '@/messages/admin';
import styles from './Admin.module.css';

interface Props {
  title: string;
  ok: string;
  /** What will happen, and to whom. */
  lead: ReactNode;
  error: unknown;
  busy: boolean;
  onOk: (reason: string) => void;
  onCancel: () => void;
  children?: ReactNode;
}

/** Asks for a reason before something that stays in the records. */
export function ReasonModal({ title, ok, lead, error, busy, onOk, onCancel, children }: Props) {
  const [reason, setReason] = useState('');
  const refused = fieldProblem(error, 'reason');
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText={ta('act.cancel')}
      confirmLoading={busy}
      onOk={() => onOk(reason)}
      onCancel={onCancel}
    >
      <div className={styles.form}>
        <p>{lead}</p>
        {children}
        <Field label={ta('reason')} hint={ta('reason.hint')} error={refused}>
          {(control) => (
            <textarea
              {...control}
              className={styles.words}
              rows={2}
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {refused ? null : <ProblemNote error={error} />}
      </div>
    </Modal>
  );
}
