import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { type FormEvent, useState } from 'react';
import type { MissingFact } from '@/components/ClauseTree';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { type RecordedFact, useRecordFact } from '@/features/desk/registry/api';
import { Trouble } from '@/features/desk/Trouble';
import { type FactKey, factKeysQuery } from '@/features/fact/api';
import { FactInputs } from '@/features/fact/FactInputs';
import {
  EMPTY_DRAFT,
  type FactDraft,
  type FactKind,
  readFact,
  recentYears,
} from '@/features/fact/value';
import { chinaToday, formatPeriod } from '@/lib/date';
import { fieldProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { tm } from '@/messages/portal';
import styles from './RecordFact.module.css';

interface Props {
  uscc: string;
  /** The fact that a clause waits for; undefined to choose one. */
  fact: MissingFact | undefined;
  onClose: () => void;
  /** Told in words what was recorded, and what it has changed. */
  onRecorded: (words: string) => void;
}

/** Records a fact that staff have verified. */
export function RecordFact({ uscc, fact, onClose, onRecorded }: Props) {
  const keys = useQuery(factKeysQuery);
  return (
    <Drawer
      open
      size={480}
      title={td('record.title')}
      onClose={onClose}
      styles={{ body: { paddingBottom: 32 } }}
    >
      {keys.isPending ? <SkeletonBlock height="10rem" /> : null}
      {keys.isError ? <Trouble error={keys.error} onRetry={keys.refetch} /> : null}
      {keys.data ? (
        <RecordForm
          uscc={uscc}
          keys={keys.data.items ?? []}
          fact={fact}
          onClose={onClose}
          onRecorded={onRecorded}
        />
      ) : null}
    </Drawer>
  );
}

function RecordForm({ uscc, keys, fact, onClose, onRecorded }: Props & { keys: FactKey[] }) {
  const today = chinaToday(new Date());
  const years = recentYears(today, 6);
  const [chosen, setChosen] = useState(fact?.key ?? '');
  const [year, setYear] = useState(fact?.period ?? years[1] ?? '');
  const [draft, setDraft] = useState<FactDraft>(EMPTY_DRAFT);
  const [asOf, setAsOf] = useState(today);
  const [evidence, setEvidence] = useState('');
  const [refused, setRefused] = useState<Partial<Record<keyof FactDraft | 'key', string>>>({});
  const recording = useRecordFact(uscc);
  const key = keys.find((one) => one.key === chosen);
  const periods = fact?.period && !years.includes(fact.period) ? [fact.period, ...years] : years;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!key) return setRefused({ key: td('record.choose') });
    const reading = readFact(key.kind as FactKind, key.unit, draft);
    if (!reading.ok) return setRefused({ [reading.field]: tm(reading.problem) });
    recording.mutate(
      {
        key: key.key,
        ...(key.periodic ? { period: year } : {}),
        ...reading.said,
        ...(asOf ? { as_of: asOf } : {}),
        ...(evidence.trim() ? { evidence: evidence.trim() } : {}),
      },
      { onSuccess: (recorded) => onRecorded(outcome(key.label, recorded)) },
    );
  }

  const fromServer = fieldProblem(recording.error, 'value');
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.lead}>{td('record.lead')}</p>
      <Field label={td('fact.label')} error={refused.key}>
        {(control) => (
          <select
            {...control}
            value={chosen}
            onChange={(event) => {
              setChosen(event.target.value);
              setDraft(EMPTY_DRAFT);
              setRefused({});
              recording.reset();
            }}
          >
            <option value="">{td('record.choose')}</option>
            {keys.map((one) => (
              <option key={one.key} value={one.key}>
                {one.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {key?.periodic ? (
        <Field label={td('fact.period')} error={fieldProblem(recording.error, 'period')}>
          {(control) => (
            <select {...control} value={year} onChange={(event) => setYear(event.target.value)}>
              {periods.map((option) => (
                <option key={option} value={option}>
                  {formatPeriod(option)}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {key ? (
        <>
          {key.help ? <p className={styles.lead}>{key.help}</p> : null}
          <FactInputs
            key={key.key}
            factKey={key}
            draft={draft}
            refused={fromServer ? { text: fromServer, ...refused } : refused}
            onChange={(next) => {
              setDraft(next);
              setRefused({});
            }}
          />
          <Field
            label={td('record.asOf')}
            hint={td('record.asOf.hint')}
            error={fieldProblem(recording.error, 'as_of')}
          >
            {(control) => (
              <input
                {...control}
                type="date"
                max={today}
                value={asOf}
                onChange={(event) => setAsOf(event.target.value)}
              />
            )}
          </Field>
          <Field
            label={td('record.evidence')}
            hint={td('record.evidence.hint')}
            error={fieldProblem(recording.error, 'evidence')}
          >
            {(control) => (
              <input
                {...control}
                maxLength={200}
                value={evidence}
                onChange={(event) => setEvidence(event.target.value)}
              />
            )}
          </Field>
        </>
      ) : null}
      {fromServer ? null : <ProblemNote error={recording.error} />}
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" loading={recording.isPending}>
          {td('record.submit')}
        </Button>
        <Button onClick={onClose}>{td('act.cancel')}</Button>
      </div>
    </form>
  );
}

/** What was recorded, and which verdicts it has changed. */
function outcome(label: string, recorded: RecordedFact): string {
  const changed = recorded.verdicts_changed?.length ?? 0;
  return changed > 0
    ? td('record.doneChanged', { label, count: changed })
    : td('record.done', { label });
}
