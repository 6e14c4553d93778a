import { Checkbox } from 'antd';
import { useState } from 'react';
import { fieldProblem } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';
import { FormDialog } from '../FormDialog';
import styles from './Appeals.module.css';
import { useActing } from './acting';
import type { Appeal } from './api';
import { DepartmentField, DepartmentsField, Lines } from './inputs';
import { Refusal } from './Refusal';

export interface OrderForm {
  lead: string;
  co_handlers: string[];
  direct: boolean;
  words: string;
}

export const NO_ORDER: OrderForm = { lead: '', co_handlers: [], direct: false, words: '' };

interface FieldsProps {
  form: OrderForm;
  onChange: (form: OrderForm) => void;
  error: unknown;
  /** Somebody tried to send it without a lead. */
  lacking: boolean;
}

/** Whose work a case becomes: one lead, others who help, and whether it may be returned. */
export function OrderFields({ form, onChange, error, lacking }: FieldsProps) {
  const change = (patch: Partial<OrderForm>) => onChange({ ...form, ...patch });
  const lead = fieldProblem(error, 'lead') || (lacking ? tq('dispatch.lead.missing') : '');
  return (
    <>
      <DepartmentField
        label={tq('dispatch.lead')}
        hint={tq('dispatch.lead.hint')}
        error={lead}
        value={form.lead}
        onChange={(next) =>
          change({ lead: next, co_handlers: form.co_handlers.filter((one) => one !== next) })
        }
      />
      <DepartmentsField
        label={tq('dispatch.co')}
        hint={tq('dispatch.co.hint')}
        error={fieldProblem(error, 'co_handlers')}
        value={form.co_handlers}
        except={form.lead}
        onChange={(co_handlers) => change({ co_handlers })}
      />
      <Checkbox
        checked={form.direct}
        onChange={(event) => change({ direct: event.target.checked })}
      >
        {tq('dispatch.direct')}
        <small className={styles.small}>{tq('dispatch.direct.hint')}</small>
      </Checkbox>
      <Lines
        label={tq('dispatch.words')}
        hint={tq('dispatch.words.hint')}
        error={fieldProblem(error, 'words')}
        rows={3}
        value={form.words}
        onChange={(words) => change({ words })}
      />
    </>
  );
}

export const ORDER_FIELDS = ['lead', 'co_handlers', 'words'];

/** Dispatches one case, or gives it to others than before. */
export function DispatchDialog({ appeal, onClose }: { appeal: Appeal; onClose: () => void }) {
  const [form, setForm] = useState(NO_ORDER);
  const [tried, setTried] = useState(false);
  const doing = useActing(appeal, 'dispatch', onClose);
  const again = appeal.lead !== undefined && appeal.lead !== '';
  return (
    <FormDialog
      title={tq(again ? 'dispatch.again' : 'act.dispatch')}
      submit={tq('act.dispatch')}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (form.lead) doing.run(form);
      }}
    >
      {again ? <p>{tq('dispatch.again.text', { lead: appeal.lead_name ?? '' })}</p> : null}
      <Returned appeal={appeal} />
      <OrderFields
        form={form}
        onChange={setForm}
        error={doing.error}
        lacking={tried && !form.lead}
      />
      <Refusal error={doing.error} fields={ORDER_FIELDS} onReload={doing.reload} />
    </FormDialog>
  );
}

/** Who gave the case back last, and whom he named instead. */
function Returned({ appeal }: { appeal: Appeal }) {
  const last = (appeal.parts ?? []).filter((part) => part.state === 'returned').at(-1);
  if (!last) return null;
  return (
    <p className={styles.notice}>
      {tq('dispatch.returned', {
        department: last.department_name,
        clause: last.clause ?? '',
        suggested: last.suggested_name ?? '',
      })}
    </p>
  );
}
