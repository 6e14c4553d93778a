import { App } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { tf } from '@/messages/figure';
import { FormDialog } from '../FormDialog';
import { type Exclusion, type ExclusionFile, type Step, useStep } from './exclusions';
import styles from './Figures.module.css';

interface Props {
  seen: { id: string; version: number };
  onClose: () => void;
}

function useDialogStep({ seen, onClose }: Props) {
  const { message } = App.useApp();
  return useStep(seen, (step) => {
    void message.success(tf(`out.done.${step.act}`));
    onClose();
  });
}

function Words({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: string;
  error: unknown;
  onChange: (words: string) => void;
}) {
  return (
    <Field label={label} hint={tf('out.words.hint')} error={fieldProblem(error, 'words')}>
      {(control) => (
        <textarea
          {...control}
          rows={4}
          maxLength={5000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const Refused = ({ error }: { error: unknown }) =>
  fieldProblem(error, 'words') || fieldProblem(error, 'reason') ? null : (
    <ProblemNote error={error} />
  );

/** Asks to leave a case out: for a reason of the definition, in words. */
export function AskDialog({ reasons, ...props }: Props & { reasons: ExclusionFile['reasons'] }) {
  const [reason, setReason] = useState('');
  const [words, setWords] = useState('');
  const step = useDialogStep(props);
  return (
    <FormDialog
      title={tf('out.ask')}
      submit={tf('out.ask.submit')}
      pending={step.isPending}
      onClose={props.onClose}
      onSubmit={() => step.mutate({ act: 'ask', reason, words: words.trim() })}
    >
      <p>{tf('out.ask.text')}</p>
      <Field label={tf('out.reason')} error={fieldProblem(step.error, 'reason')}>
        {(control) => (
          <select {...control} value={reason} onChange={(event) => setReason(event.target.value)}>
            <option value="">{tf('out.reason.choose')}</option>
            {reasons.map((one) => (
              <option key={one.code} value={one.code}>
                {one.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Words label={tf('out.words')} value={words} error={step.error} onChange={setWords} />
      <Refused error={step.error} />
    </FormDialog>
  );
}

/** Approves a request or refuses it, in words. */
export function DecideDialog({ asked, ...props }: Props & { asked: Exclusion }) {
  const [approve, setApprove] = useState<boolean | null>(null);
  const [tried, setTried] = useState(false);
  const [words, setWords] = useState('');
  const step = useDialogStep(props);
  const choose = (yes: boolean, label: string) => (
    <label className={styles.choice}>
      <input
        type="radio"
        name="approve"
        checked={approve === yes}
        onChange={() => setApprove(yes)}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <FormDialog
      title={tf('out.decide')}
      submit={tf('out.decide.submit')}
      pending={step.isPending}
      onClose={props.onClose}
      onSubmit={() => {
        setTried(true);
        if (approve !== null) step.mutate({ act: 'decide', approve, words: words.trim() });
      }}
    >
      <p className={styles.quote}>
        {tf('out.asked', {
          who: `${asked.department_name} ${asked.asked_by_name}`,
          reason: asked.reason_label,
        })}
        <span className={styles.words}>{asked.words}</span>
      </p>
      <fieldset className={styles.verdict}>
        <legend>{tf('out.verdict')}</legend>
        {choose(true, tf('out.approve'))}
        {choose(false, tf('out.refuse'))}
        {tried && approve === null ? (
          <p className={styles.wrong}>{tf('out.verdict.missing')}</p>
        ) : null}
      </fieldset>
      <Words label={tf('out.note')} value={words} error={step.error} onChange={setWords} />
      <Refused error={step.error} />
    </FormDialog>
  );
}

/** Takes a request back, or lets the case count again. */
export function WithdrawDialog({ holds, ...props }: Props & { holds: boolean }) {
  const [words, setWords] = useState('');
  const step = useDialogStep(props);
  const form: Step = { act: 'withdraw', words: words.trim() };
  return (
    <FormDialog
      title={tf(holds ? 'out.end' : 'out.back')}
      submit={tf('out.back.submit')}
      pending={step.isPending}
      onClose={props.onClose}
      onSubmit={() => step.mutate(form)}
    >
      <p>{tf(holds ? 'out.end.text' : 'out.back.text')}</p>
      <Words label={tf('out.words')} value={words} error={step.error} onChange={setWords} />
      <Refused error={step.error} />
    </FormDialog>
  );
}
