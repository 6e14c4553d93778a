import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { tn } from '@/messages/mandate';
import { type Person, useChangeHandler, useEndHandler } from './api';
import { dayAhead, earliest, latest, mayLast } from './day';
import styles from './Mandate.module.css';
import { nameOf } from './PersonCard';

interface Props {
  uscc: string;
  person: Person;
  onClose: () => void;
}

/** Asks before somebody stops acting for the enterprise. */
export function EndSheet({ uscc, person, onClose }: Props) {
  const end = useEndHandler(uscc);
  const name = nameOf(person);
  return (
    <Sheet title={tn('mandate.end.title', { name })} onClose={onClose}>
      <div className={styles.form}>
        <p>{tn('mandate.end.text', { name })}</p>
        <ProblemNote error={end.error} />
        <Button
          wide
          disabled={end.isPending}
          onClick={() => end.mutate(person.id, { onSuccess: onClose })}
        >
          {end.isPending ? tn('mandate.busy') : tn('mandate.end.go')}
        </Button>
      </div>
    </Sheet>
  );
}

/** Moves the last day of what somebody holds. */
export function ChangeSheet({ uscc, person, onClose }: Props) {
  const change = useChangeHandler(uscc);
  const [last, setLast] = useState(dayAhead(1));
  const [wrong, setWrong] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setWrong(!mayLast(last));
    if (mayLast(last)) change.mutate({ person, ends_on: last }, { onSuccess: onClose });
  }

  return (
    <Sheet title={tn('mandate.change.title', { name: nameOf(person) })} onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field label={tn('mandate.change.last')} error={wrong ? tn('invite.last.bad') : undefined}>
          {(control) => (
            <input
              {...control}
              type="date"
              min={earliest()}
              max={latest()}
              value={last}
              onChange={(event) => setLast(event.target.value)}
            />
          )}
        </Field>
        <ProblemNote error={change.error} />
        <Button type="submit" wide disabled={change.isPending}>
          {change.isPending ? tn('mandate.busy') : tn('mandate.change.go')}
        </Button>
      </form>
    </Sheet>
  );
}
