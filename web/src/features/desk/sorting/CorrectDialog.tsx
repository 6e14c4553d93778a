import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { tq } from '@/messages/appealDesk';
import { tt } from '@/messages/threshold';
import { KINDS } from '../appeals/search';
import { TopicField } from '../appeals/TopicField';
import { FormDialog } from '../FormDialog';
import { CodeSelect } from '../list/CodeSelect';
import type { Guess } from './checks';

interface Props {
  guess: Guess;
  pending: boolean;
  error: unknown;
  onSubmit: (value: string) => void;
  onClose: () => void;
}

/** Says what a field ought to be; the likeliest other value stands there first. */
export function CorrectDialog({ guess, pending, error, onSubmit, onClose }: Props) {
  const [value, setValue] = useState(first(guess));
  return (
    <FormDialog
      title={tt('check.title', { field: guess.field_label })}
      submit={tt('check.submit')}
      pending={pending}
      onClose={onClose}
      onSubmit={() => onSubmit(value)}
    >
      <Input guess={guess} value={value} onChange={setValue} />
      <ProblemNote error={error} />
    </FormDialog>
  );
}

function first(guess: Guess): string {
  if (guess.field === 'urgency') return guess.value === 'urgent' ? 'normal' : 'urgent';
  return guess.others?.[0]?.value ?? guess.value;
}

interface InputProps {
  guess: Guess;
  value: string;
  onChange: (value: string) => void;
}

function Input({ guess, value, onChange }: InputProps) {
  if (guess.field === 'topic')
    return <TopicField value={value} known={guess.label} onChange={onChange} />;
  if (guess.field === 'place')
    return (
      <CodeSelect
        tree="division"
        label={tq('case.division')}
        value={value || undefined}
        onChange={(division) => onChange(division ?? '')}
      />
    );
  const options =
    guess.field === 'kind'
      ? KINDS.map((kind) => ({ value: kind as string, label: tq(`kind.${kind}`) }))
      : (['urgent', 'normal'] as const).map((one) => ({
          value: one as string,
          label: tt(`check.${one}`),
        }));
  return (
    <Field label={guess.field_label}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
