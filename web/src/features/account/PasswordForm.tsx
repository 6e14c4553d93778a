import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { ta } from '@/messages/account';
import { t } from '@/messages/shared';
import styles from './Account.module.css';
import { useChangePassword } from './api';

const SHORTEST = 10;

/** A new password of one's own choice; the present one is asked for. */
export function PasswordForm({ onDone }: { onDone?: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<{ current?: string; next?: string; again?: string }>({});
  const change = useChangePassword();

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = {
      ...(current === '' ? { current: ta('password.empty') } : {}),
      ...([...next].length < SHORTEST ? { next: ta('password.short') } : {}),
      ...(next !== again ? { again: ta('password.differs') } : {}),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    change.mutate(
      { current, password: next },
      {
        onSuccess: () => {
          setCurrent('');
          setNext('');
          setAgain('');
          onDone?.();
        },
      },
    );
  }

  const entries = [
    ['current', 'password.current', current, setCurrent, 'current-password'],
    ['next', 'password.next', next, setNext, 'new-password'],
    ['again', 'password.again', again, setAgain, 'new-password'],
  ] as const;
  const refused = fieldProblem(change.error, 'password');
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {entries.map(([name, label, value, set, complete]) => (
        <Field
          key={name}
          label={ta(label)}
          hint={name === 'next' ? ta('password.hint') : undefined}
          error={
            wrong[name] ??
            (name === 'next' && refused !== ta('password.wrong') ? refused || undefined : undefined)
          }
        >
          {(control) => (
            <input
              {...control}
              name={name}
              type="password"
              autoComplete={complete}
              value={value}
              onChange={(event) => set(event.target.value)}
            />
          )}
        </Field>
      ))}
      <ProblemNote error={change.error} title={ta('password.failed')} />
      {change.isSuccess ? (
        <p role="status" className={styles.done}>
          {ta('password.saved')}
        </p>
      ) : null}
      <Button type="submit" disabled={change.isPending}>
        {change.isPending ? t('state.saving') : ta('password.save')}
      </Button>
    </form>
  );
}
