import { Select } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { tc } from '@/messages/deadline';
import { FormDialog } from '../FormDialog';
import { type Profile, useSetProfile } from './api';
import styles from './Deadline.module.css';

const UNITS = ['min', 'h', 'd', 'wd', 'mo'] as const;

interface Props {
  profile: Profile;
  onClose: () => void;
  onSaved: (day: string) => void;
}

/** Sets how much time there is for something from a day on. */
export function SetDialog({ profile, onClose, onSaved }: Props) {
  const last = /^(\d+)(\w+)$/.exec(profile.versions[0]?.budget ?? '');
  const [amount, setAmount] = useState(last?.[1] ?? '');
  const [unit, setUnit] = useState<string>(last?.[2] ?? 'wd');
  const [source, setSource] = useState('');
  const [day, setDay] = useState('');
  const saving = useSetProfile(profile);
  const refused = (field: string) => fieldProblem(saving.error, field);
  const known = ['budget', 'source', 'in_force'].some(refused);
  return (
    <FormDialog
      title={tc('set.title', { label: profile.label })}
      submit={tc('set.save')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() =>
        saving.mutate(
          { budget: `${amount.trim()}${unit}`, source, in_force: day },
          { onSuccess: () => onSaved(day) },
        )
      }
    >
      <p>{tc('set.text')}</p>
      <Field
        label={tc('set.amount')}
        error={refused('budget')}
        after={
          <Select
            className={styles.unit}
            variant="borderless"
            aria-label={tc('set.unit')}
            value={unit}
            options={UNITS.map((one) => ({ value: one, label: tc(`set.unit.${one}`) }))}
            onChange={setUnit}
          />
        }
      >
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            maxLength={7}
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        )}
      </Field>
      <Field label={tc('set.inForce')} error={refused('in_force')}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        )}
      </Field>
      <Field label={tc('set.source')} hint={tc('set.source.hint')} error={refused('source')}>
        {(control) => (
          <input
            {...control}
            maxLength={200}
            value={source}
            onChange={(event) => setSource(event.target.value)}
          />
        )}
      </Field>
      {known ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}
