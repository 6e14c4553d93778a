import { Modal } from 'antd';
import { useState } from 'react';
import { tq } from '@/messages/appealDesk';
import { FormDialog } from '../FormDialog';
import { StateMark } from '../StateMark';
import styles from './Appeals.module.css';
import { type Row, useDispatchMany } from './api';
import { NO_ORDER, ORDER_FIELDS, OrderFields } from './DispatchDialog';
import { Refusal } from './Refusal';

interface Props {
  rows: readonly Row[];
  onClose: () => void;
  /** The cases that were dispatched: they are no longer to be marked. */
  onDone: (ids: string[]) => void;
}

/** Dispatches several cases to the same department, and says of each what became of it. */
export function BulkDispatch({ rows, onClose, onDone }: Props) {
  // The rows as they were marked: the list behind is asked for anew.
  const [chosen] = useState(rows);
  const [form, setForm] = useState(NO_ORDER);
  const [tried, setTried] = useState(false);
  const sending = useDispatchMany();
  const result = sending.data;
  if (result) {
    const items = result.items ?? [];
    return (
      <Modal
        open
        title={tq('bulk.result', { done: result.done, count: items.length })}
        okText={tq('bulk.close')}
        cancelButtonProps={{ style: { display: 'none' } }}
        onOk={onClose}
        onCancel={onClose}
      >
        <ul className={styles.outcomes} aria-live="polite">
          {items.map((one) => {
            const row = chosen.find((candidate) => candidate.id === one.id);
            return (
              <li key={one.id}>
                <span>
                  <span className="num">{row?.number}</span> {row?.title}
                </span>
                <StateMark
                  state={one.done ? 'done' : 'failed'}
                  word={one.done ? tq('bulk.done') : (one.problem ?? '')}
                />
              </li>
            );
          })}
        </ul>
      </Modal>
    );
  }
  return (
    <FormDialog
      title={tq('bulk.title', { count: chosen.length })}
      submit={tq('bulk.submit', { count: chosen.length })}
      pending={sending.isPending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!form.lead) return;
        const items = chosen.map(({ id, version }) => ({ id, version }));
        sending.mutate(
          { ...form, items },
          {
            onSuccess: (answer) =>
              onDone((answer.items ?? []).filter((one) => one.done).map((one) => one.id)),
          },
        );
      }}
    >
      <p>{tq('bulk.text')}</p>
      <OrderFields
        form={form}
        onChange={setForm}
        error={sending.error}
        lacking={tried && !form.lead}
      />
      <Refusal error={sending.error} fields={ORDER_FIELDS} />
    </FormDialog>
  );
}
