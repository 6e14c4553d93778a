import { App } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { tw } from '@/messages/alarm';
import { Lines } from '../appeals/inputs';
import { FromField } from '../drafts/FromField';
import { FormDialog } from '../FormDialog';
import { Wrong } from '../Wrong';
import styles from './Alarms.module.css';
import { NUMBERS, type Rules, rulesOf, typedOf, useAsk } from './rules';

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
      <FromField label={tw('rules.from')} error={wrong('from')} value={from} onChange={setFrom} />
      <Lines
        label={tw('rules.source')}
        error={wrong('source')}
        rows={2}
        max={200}
        value={source}
        onChange={setSource}
      />
      <Lines
        label={tw('rules.reason')}
        error={wrong('reason')}
        rows={2}
        max={200}
        value={reason}
        onChange={setReason}
      />
      <Wrong text={wrong('rules')} />
      <ProblemNote error={asking.error} />
    </FormDialog>
  );
}
