import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { fieldProblem } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';
import { ts } from '@/messages/sorting';
import { FormDialog } from '../FormDialog';
import styles from './Appeals.module.css';
import { useActing } from './acting';
import { type Appeal, type Guess, readingQuery } from './api';
import { DepartmentField, DepartmentsField, Lines } from './inputs';
import { sureWords } from './Reading';
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
  const [chosen, setForm] = useState<OrderForm | null>(null);
  const [tried, setTried] = useState(false);
  const doing = useActing(appeal, 'dispatch', onClose);
  const again = appeal.lead !== undefined && appeal.lead !== '';
  const proposed = useProposed(appeal);
  // What is proposed is filled in until somebody says otherwise.
  const form = chosen ?? { ...NO_ORDER, lead: proposed?.sure ? proposed.guess.value : '' };
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
      {proposed ? <Proposed guess={proposed.guess} sure={proposed.sure} /> : null}
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

/** The department that the text points to, unless it had the case already. */
function useProposed(appeal: Appeal) {
  const reading = useQuery(readingQuery(appeal.id));
  const guess = reading.data?.guesses?.find((one) => one.field === 'department');
  if (!guess?.value || (appeal.parts ?? []).some((part) => part.department === guess.value))
    return null;
  return { guess, sure: guess.sure !== 'low' };
}

/** Why a department is filled in. */
function Proposed({ guess, sure }: { guess: Guess; sure: boolean }) {
  const words = (guess.words ?? []).map((word) => `“${word.text}”`).join('');
  const name = guess.label;
  return (
    <p className={styles.aside}>
      {sure
        ? ts('dispatch.proposed', { name, sure: sureWords(guess) })
        : ts('dispatch.unsure', { name })}
      {words ? ts('dispatch.because', { words }) : ''}
    </p>
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
