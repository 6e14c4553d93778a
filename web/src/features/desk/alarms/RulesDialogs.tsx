import { App } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { chinaToday } from '@/lib/date';
import { fieldProblem } from '@/lib/problem';
import { tw } from '@/messages/alarm';
import { FormDialog } from '../FormDialog';
import styles from './Alarms.module.css';
import { type Draft, NUMBERS, type Rules, rulesOf, typedOf, useAsk, useRefuse } from './rules';

interface AskProps {
  /** The latest thresholds, which would be changed. */
  rules: Rules;
  onClose: () => void;
}

/** Asks for other thresholds, saying on what they rest and why. */
export function AskRulesDialog({ rules, onClose }: AskProps) {
  const { message } = App.useApp();
  const [typed, setTyped] = useState(() => typedOf(rules));
  const [from, setFrom] = useState('');
  const [source, setSource] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const asking = useAsk();
  const wrong = (path: string) => fieldProblem(asking.error, path) || undefined;
  const words = (label: string, path: string, value: string, set: (text: string) => void) => (
    <Field label={label} error={wrong(path)}>
      {(control) => (
        <textarea
          {...control}
          rows={2}
          maxLength={200}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <FormDialog
      title={tw('rules.ask')}
      submit={tw('rules.ask.submit')}
      pending={asking.isPending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        const wished = rulesOf(typed);
        if (!wished) return;
        asking.mutate(
          { rules: wished, source, reason, ...(from ? { from } : {}) },
          {
            onSuccess: () => {
              void message.success(tw('rules.ask.done'));
              onClose();
            },
          },
        );
      }}
    >
      <div className={styles.numbers}>
        {NUMBERS.map((name) => (
          <Field
            key={name}
            label={tw(`rules.${name}`)}
            error={
              wrong(name) ||
              (tried && !rulesOf({ ...typedOf(rules), [name]: typed[name] })
                ? tw('rules.number')
                : undefined)
            }
          >
            {(control) => (
              <input
                {...control}
                inputMode="decimal"
                value={typed[name]}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Field label={tw('rules.from')} error={wrong('from')}>
        {(control) => (
          <input
            {...control}
            type="date"
            min={chinaToday(new Date())}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
      </Field>
      {words(tw('rules.source'), 'source', source, setSource)}
      {words(tw('rules.reason'), 'reason', reason, setReason)}
      {wrong('rules') ? (
        <p role="alert" className={styles.refused}>
          {wrong('rules')}
        </p>
      ) : null}
      <ProblemNote error={asking.error} />
    </FormDialog>
  );
}

interface RefuseProps {
  draft: Draft;
  onClose: () => void;
}

/** Sends thresholds back, saying why. */
export function RefuseRulesDialog({ draft, onClose }: RefuseProps) {
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const refusing = useRefuse(draft);
  return (
    <FormDialog
      title={tw('rules.refuse.title')}
      submit={tw('rules.refuse')}
      pending={refusing.isPending}
      onClose={onClose}
      onSubmit={() =>
        refusing.mutate(words, {
          onSuccess: () => {
            void message.success(tw('rules.refused'));
            onClose();
          },
        })
      }
    >
      <Field label={tw('rules.words')} error={fieldProblem(refusing.error, 'words') || undefined}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ProblemNote error={refusing.error} />
    </FormDialog>
  );
}
