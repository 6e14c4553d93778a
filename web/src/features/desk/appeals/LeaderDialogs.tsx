import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { fieldProblem } from '@/lib/problem';
import { tq } from '@/messages/appealDesk';
import { FormDialog } from '../FormDialog';
import styles from './Appeals.module.css';
import { useActing } from './acting';
import { type Appeal, choicesQuery } from './api';
import { tomorrow } from './day';
import { Lines, OneOf } from './inputs';
import { Refusal } from './Refusal';

interface Props {
  appeal: Appeal;
  onClose: () => void;
}

/** Grants more time or does not. */
export function DecideDialog({ appeal, onClose }: Props) {
  const [verdict, setVerdict] = useState<'grant' | 'refuse' | ''>('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const doing = useActing(appeal, 'decide_extension', onClose);
  const asked = (appeal.extensions ?? []).filter((one) => one.state === 'asked').at(-1);
  return (
    <FormDialog
      title={tq('act.decide_extension')}
      submit={tq('decide.submit')}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (verdict) doing.run({ grant: verdict === 'grant', note: note.trim() });
      }}
    >
      {asked ? (
        <p className={styles.notice}>
          {tq('decide.asked', { who: asked.asked_by, days: asked.days, reason: asked.reason })}
        </p>
      ) : null}
      <OneOf
        legend={tq('decide.verdict')}
        value={verdict}
        onChange={setVerdict}
        error={tried && !verdict ? tq('decide.missing') : ''}
        options={(['grant', 'refuse'] as const).map((value) => ({
          value,
          label: tq(`decide.${value}`),
        }))}
      />
      <Lines
        label={tq('decide.note')}
        hint={tq('decide.note.hint')}
        error={fieldProblem(doing.error, 'note')}
        rows={3}
        value={note}
        onChange={setNote}
      />
      <Refusal error={doing.error} fields={['note']} onReload={doing.reload} />
    </FormDialog>
  );
}

/** Lets the terms stand still: on a basis, until when, and what the reporter is told. */
export function SuspendDialog({ appeal, onClose }: Props) {
  const [form, setForm] = useState({ basis: '', until: '', notice: '' });
  const change = (patch: Partial<typeof form>) => setForm((before) => ({ ...before, ...patch }));
  const [tried, setTried] = useState(false);
  const choices = useQuery(choicesQuery);
  const doing = useActing(appeal, 'suspend', onClose);
  const missing = (value: string, words: string) => (tried && !value ? words : '');
  return (
    <FormDialog
      title={tq('act.suspend')}
      submit={tq('suspend.submit')}
      pending={doing.pending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (form.basis && form.until) doing.run(form);
      }}
    >
      <p>{tq('suspend.text')}</p>
      <Field
        label={tq('suspend.basis')}
        error={
          fieldProblem(doing.error, 'basis') || missing(form.basis, tq('suspend.basis.missing'))
        }
      >
        {(control) => (
          <select
            {...control}
            value={form.basis}
            onChange={(event) => change({ basis: event.target.value })}
          >
            <option value="">{tq('choose')}</option>
            {(choices.data?.bases ?? []).map((one) => (
              <option key={one.code} value={one.code}>
                {one.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={tq('suspend.until')}
        error={
          fieldProblem(doing.error, 'until') || missing(form.until, tq('suspend.until.missing'))
        }
      >
        {(control) => (
          <input
            {...control}
            type="date"
            min={tomorrow()}
            value={form.until}
            onChange={(event) => change({ until: event.target.value })}
          />
        )}
      </Field>
      <Lines
        label={tq('suspend.notice')}
        hint={tq('suspend.notice.hint')}
        error={fieldProblem(doing.error, 'notice')}
        value={form.notice}
        onChange={(notice) => change({ notice })}
      />
      <Refusal error={doing.error} fields={['basis', 'until', 'notice']} onReload={doing.reload} />
    </FormDialog>
  );
}
