import { App } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { ApiError } from '@/lib/problem';
import { tl } from '@/messages/policyLife';
import { FormDialog } from '../FormDialog';
import type { Measure } from '../measures/api';
import { type Act, useStep } from './api';
import styles from './Life.module.css';

const REASONED: readonly Act[] = ['suspend', 'resume', 'call_off', 'withdraw', 'return'];

/** Today in Beijing, as an input of days takes it. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

/** The version that a step is about: the open one, or for calling off the newest that lies ahead. */
function versionOf(measure: Measure, act: Act): number {
  if (act !== 'call_off') return measure.open?.version ?? measure.version;
  const ahead = (measure.versions ?? []).filter(
    (one) => ['published', 'suspended'].includes(one.state) && (one.from ?? '') > today(),
  );
  return Math.max(...ahead.map((one) => one.version));
}

interface Props {
  measure: Measure;
  act: Act;
  onClose: () => void;
}

/** Says what a step brings about, asks for what it needs, and does it. */
export function StepDialog({ measure, act, onClose }: Props) {
  const { message } = App.useApp();
  const stepping = useStep(measure.id);
  const [words, setWords] = useState('');
  const [from, setFrom] = useState(today);
  const [tried, setTried] = useState(false);
  // What was on the screen when the dialog opened: the page behind it may be asked for anew.
  const [seen] = useState(measure.open?.revision);
  const version = versionOf(measure, act);
  const reasoned = REASONED.includes(act);
  const lacksWords = reasoned && words.trim() === '';
  const lacksDay = act === 'publish' && from === '';
  const first = !(measure.versions ?? []).some((one) =>
    (one.steps ?? []).some((step) => step.state === 'published'),
  );
  const must = act === 'return' ? tl('must.note') : tl('must.reason');
  return (
    <FormDialog
      title={
        act === 'publish' || act === 'call_off'
          ? tl(`title.${act}`, { version })
          : tl(`title.${act}`)
      }
      submit={tl(`act.${act}`)}
      danger={['withdraw', 'discard', 'call_off'].includes(act)}
      pending={stepping.isPending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (lacksWords || lacksDay) return;
        stepping.mutate(
          { act, words: words.trim(), from, version, seen },
          {
            onSuccess: () => {
              void message.success(tl(`done.${act}`));
              onClose();
            },
          },
        );
      }}
    >
      <p>
        {act === 'discard' || act === 'call_off'
          ? tl(`text.${act}`, { version })
          : tl(`text.${act}`)}
      </p>
      {reasoned ? (
        <Field
          label={act === 'return' ? tl('field.note') : tl('field.reason')}
          hint={tl('field.reason.hint')}
          error={tried && lacksWords ? must : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {act === 'publish' ? (
        <Field
          label={tl('field.from')}
          hint={first ? tl('field.from.first') : tl('field.from.hint')}
          error={tried && lacksDay ? tl('must.from') : undefined}
        >
          {(control) => (
            <input
              {...control}
              type="date"
              min={first ? undefined : today()}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <ProblemNote error={stepping.error} />
      <Lacks error={stepping.error} />
    </FormDialog>
  );
}

/** All that a refusal names, a line each. */
function Lacks({ error }: { error: unknown }) {
  const fields = error instanceof ApiError ? error.fields : [];
  if (fields.length === 0) return null;
  return (
    <ul className={styles.lacks}>
      {fields.map((field) => (
        <li key={`${field.location} ${field.message}`}>{field.message}</li>
      ))}
    </ul>
  );
}
