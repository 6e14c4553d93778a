import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { chinaToday, formatPeriod } from '@/lib/date';
import { REGISTER_KEYS } from '@/lib/register';
import { tm } from '@/messages/portal';
import { factKeysQuery } from './api';
import type { FactTarget } from './FactSheet';
import styles from './FactSheet.module.css';
import { recentYears } from './value';

interface Props {
  onPick: (target: FactTarget) => void;
  onClose: () => void;
}

/** Chooses which fact to give, and for yearly facts of which year. */
export function FactPicker({ onPick, onClose }: Props) {
  const { data, error } = useQuery(factKeysQuery);
  const years = recentYears(chinaToday(new Date()));
  const [key, setKey] = useState('');
  const [year, setYear] = useState(years[1] ?? '');
  const [refused, setRefused] = useState(false);
  const items = (data?.items ?? []).filter((item) => !REGISTER_KEYS.has(item.key));
  const chosen = items.find((item) => item.key === key);

  function submit(event: FormEvent) {
    event.preventDefault();
    setRefused(!chosen);
    if (!chosen) return;
    onPick({
      key: chosen.key,
      label: chosen.label,
      ...(chosen.periodic ? { period: year } : {}),
    });
  }

  return (
    <Sheet title={tm('fact.pick.title')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <ProblemNote error={error} />
        <Field
          label={tm('fact.pick.key')}
          error={refused && !chosen ? tm('fact.bad.empty') : undefined}
        >
          {(control) => (
            <select {...control} value={key} onChange={(event) => setKey(event.target.value)}>
              <option value="">{tm('fact.choose')}</option>
              {items.map((item) => (
                <option key={item.key} value={item.key}>
                  {item.label}
                </option>
              ))}
            </select>
          )}
        </Field>
        {chosen?.periodic ? (
          <Field label={tm('fact.year')}>
            {(control) => (
              <select {...control} value={year} onChange={(event) => setYear(event.target.value)}>
                {years.map((option) => (
                  <option key={option} value={option}>
                    {formatPeriod(option)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
        <Button type="submit" wide>
          {tm('fact.pick.next')}
        </Button>
      </form>
    </Sheet>
  );
}
