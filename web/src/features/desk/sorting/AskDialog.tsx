import { useQuery } from '@tanstack/react-query';
import { App, Checkbox } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { useSettled } from '@/lib/useSettled';
import { tt } from '@/messages/threshold';
import { Lines } from '../appeals/inputs';
import { FromField } from '../drafts/FromField';
import { FormDialog } from '../FormDialog';
import { Wrong } from '../Wrong';
import { type Limits, type Thresholds, trialQuery, useAsk } from './api';
import { FIELDS, type FieldName, limitOf, type Typed, typed, wrongTyped } from './limits';
import styles from './Sorting.module.css';
import { TrialLine } from './TrialLine';

interface Props {
  /** The thresholds that would be changed. */
  limits: Limits;
  fields: Thresholds['fields'];
  onClose: () => void;
}

type Form = Record<FieldName, Typed>;

const formOf = (limits: Limits): Form => ({
  kind: typed(limits.kind),
  topic: typed(limits.topic),
  place: typed(limits.place),
  urgency: typed(limits.urgency),
  department: typed(limits.department),
});

const limitsOf = (form: Form): Limits => ({
  kind: limitOf(form.kind),
  topic: limitOf(form.topic),
  place: limitOf(form.place),
  urgency: limitOf(form.urgency),
  department: limitOf(form.department),
});

/** Asks for other thresholds; beside each stands what it would have made of the last days. */
export function AskDialog({ limits, fields, onClose }: Props) {
  const { message } = App.useApp();
  const [form, setForm] = useState(() => formOf(limits));
  const [from, setFrom] = useState('');
  const [reason, setReason] = useState('');
  const asking = useAsk();
  const readable = FIELDS.every((field) => Object.keys(wrongTyped(form[field])).length === 0);
  const settled = useSettled(form);
  const trial = useQuery(trialQuery(readable ? limitsOf(settled) : undefined));
  return (
    <FormDialog
      title={tt('ask.title')}
      submit={tt('ask.submit')}
      pending={asking.isPending}
      onClose={onClose}
      onSubmit={() => {
        if (!readable) return;
        asking.mutate(
          { limits: limitsOf(form), reason, ...(from ? { from } : {}) },
          {
            onSuccess: () => {
              void message.success(tt('ask.done'));
              onClose();
            },
          },
        );
      }}
    >
      {(fields ?? [])
        .filter((field) => field.field !== 'department')
        .map((field) => {
          const found = trial.data?.fields?.find((one) => one.field === field.field);
          return (
            <FieldForm
              key={field.field}
              label={field.label}
              value={form[field.field]}
              refused={fieldProblem(asking.error, field.field) || found?.refused || ''}
              onChange={(patch) =>
                setForm((before) => ({
                  ...before,
                  [field.field]: { ...before[field.field], ...patch },
                }))
              }
            >
              {found ? <TrialLine trial={found} days={trial.data?.days ?? 0} /> : null}
            </FieldForm>
          );
        })}
      <FromField
        label={tt('ask.from')}
        error={fieldProblem(asking.error, 'from') || undefined}
        value={from}
        onChange={setFrom}
      />
      <Lines
        label={tt('ask.reason')}
        error={fieldProblem(asking.error, 'reason') || undefined}
        rows={2}
        max={200}
        value={reason}
        onChange={setReason}
      />
      <Wrong text={fieldProblem(asking.error, 'limits')} />
      <ProblemNote error={asking.error} />
    </FormDialog>
  );
}

interface FieldFormProps {
  label: string;
  value: Typed;
  /** Why what was measured does not carry it. */
  refused: string;
  onChange: (patch: Partial<Typed>) => void;
  children: React.ReactNode;
}

/** What is typed for one field. */
function FieldForm({ label, value, refused, onChange, children }: FieldFormProps) {
  const wrong = wrongTyped(value);
  const input = (name: 'automatic' | 'automaticShare' | 'sampled' | 'share', what: string) => (
    <Field
      label={tt(name === 'automatic' || name === 'sampled' ? 'ask.percent' : 'ask.share')}
      error={wrong[name]}
    >
      {(control) => (
        <input
          {...control}
          aria-label={tt('ask.of', { field: label, what })}
          inputMode="decimal"
          value={value[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <fieldset className={styles.fieldForm}>
      <legend>{label}</legend>
      <Checkbox
        checked={value.automaticOn}
        onChange={(event) => onChange({ automaticOn: event.target.checked })}
      >
        {tt('ask.use.automatic')}
      </Checkbox>
      {value.automaticOn ? (
        <div className={styles.pair}>
          {input('automatic', tt('ask.use.automatic'))}
          {input('automaticShare', `${tt('ask.use.automatic')} ${tt('ask.share')}`)}
        </div>
      ) : null}
      <Checkbox
        checked={value.sampledOn}
        onChange={(event) => onChange({ sampledOn: event.target.checked })}
      >
        {tt('ask.use.sampled')}
      </Checkbox>
      {value.sampledOn ? (
        <div className={styles.pair}>
          {input('sampled', tt('ask.use.sampled'))}
          {input('share', `${tt('ask.use.sampled')} ${tt('ask.share')}`)}
        </div>
      ) : null}
      <Wrong text={refused} />
      {children}
    </fieldset>
  );
}
