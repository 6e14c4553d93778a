import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { formatDate } from '@/lib/date';
import { groupDigits } from '@/lib/money';
import { fieldProblem } from '@/lib/problem';
import { tc } from '@/messages/deadline';
import { FormDialog } from '../FormDialog';
import { type CalendarDay, forecastQuery, type Setting, useAmend } from './api';
import styles from './Deadline.module.css';

const SETTINGS = ['off', 'work', 'published'] as const;

interface Props {
  edition: number;
  days: readonly CalendarDay[];
  onClose: () => void;
  onSaved: () => void;
}

/** What most likely is wanted of a day: the other thing than now. */
const turned = (day: CalendarDay): Setting =>
  day.amended ? 'published' : day.worked ? 'off' : 'work';

/** Sets days otherwise than published, having said what that does to running clocks. */
export function AmendDialog({ edition, days, onClose, onSaved }: Props) {
  const [chosen, setChosen] = useState<Record<string, Setting>>({});
  const [words, setWords] = useState({ name: '', reason: '', source: '' });
  const saving = useAmend(edition);
  const settings = days.map((day) => [day.day, chosen[day.day] ?? turned(day)] as const);
  const refused = (field: string) => fieldProblem(saving.error, field);
  const known = ['days', 'reason', 'source'].some(refused);
  const text = (key: keyof typeof words, max: number, error: string) => (
    <Field label={tc(`amend.${key}`)} hint={tc(`amend.${key}.hint`)} error={error}>
      {(control) => (
        <input
          {...control}
          maxLength={max}
          value={words[key]}
          onChange={(event) => setWords((before) => ({ ...before, [key]: event.target.value }))}
        />
      )}
    </Field>
  );
  return (
    <FormDialog
      title={tc('amend.title', { count: days.length })}
      submit={tc('amend.save')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() =>
        saving.mutate(
          {
            days: settings.map(([day, setting]) => ({
              day,
              setting,
              name: setting === 'published' ? '' : words.name,
            })),
            reason: words.reason,
            source: words.source,
          },
          { onSuccess: onSaved },
        )
      }
    >
      <ul className={styles.chosen}>
        {settings.map(([day, setting]) => (
          <li key={day}>
            <span>{formatDate(day)}</span>
            <Select
              aria-label={tc('amend.setting', { day: formatDate(day) })}
              value={setting}
              options={SETTINGS.map((one) => ({ value: one, label: tc(`amend.setting.${one}`) }))}
              onChange={(one) => setChosen((before) => ({ ...before, [day]: one }))}
            />
          </li>
        ))}
      </ul>
      {settings.some(([, setting]) => setting !== 'published')
        ? text('name', 20, refused('days'))
        : null}
      {text('reason', 200, refused('reason'))}
      {text('source', 200, refused('source'))}
      <ForecastNote days={settings} />
      {known ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}

function ForecastNote({ days }: { days: ReadonlyArray<readonly [string, Setting]> }) {
  const { data, error } = useQuery(forecastQuery(days));
  if (error) return <ProblemNote error={error} />;
  return (
    <p className={styles.forecast} role="status">
      {data ? foretold(data) : tc('amend.counting')}
    </p>
  );
}

function foretold({ open, looked, moves }: { open: number; looked: number; moves: number }) {
  if (open === 0) return tc('amend.none');
  const [all, some] = [open, looked].map((n) => groupDigits(String(n))) as [string, string];
  const moved = groupDigits(String(moves));
  return looked < open
    ? tc('amend.some', { open: all, looked: some, moves: moved })
    : tc('amend.all', { open: all, moves: moved });
}
