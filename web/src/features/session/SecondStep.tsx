import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { ta } from '@/messages/account';
import { t } from '@/messages/shared';
import { type Session, useStaffCode } from './api';
import styles from './StaffLogin.module.css';

interface Props {
  onDone: (session: Session) => void;
  /** Back to account and password. */
  onBack: () => void;
}

/** After the password: the code from the telephone, or a recovery code in its place. */
export function SecondStep({ onDone, onBack }: Props) {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [empty, setEmpty] = useState(false);
  const attempt = useStaffCode();
  const input = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another kind of code is another question
  useEffect(() => input.current?.focus(), [recovery]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setEmpty(code.trim() === '');
    if (code.trim() === '') return;
    attempt.mutate(code.trim(), {
      onSuccess: (step) => {
        if (step.session) onDone(step.session);
      },
    });
  }

  const wrong = fieldProblem(attempt.error, 'code');
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        key={recovery ? 'recovery' : 'code'}
        label={recovery ? ta('step.recovery') : ta('step.code')}
        hint={recovery ? ta('step.recovery.hint') : ta('step.code.hint')}
        error={empty ? ta('step.empty') : wrong || undefined}
      >
        {(control) => (
          <input
            {...control}
            ref={input}
            name="code"
            inputMode={recovery ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <ProblemNote error={attempt.error} title={t('login.failed')} />
      <Button type="submit" wide disabled={attempt.isPending}>
        {attempt.isPending ? t('login.submitting') : t('login.staff.submit')}
      </Button>
      <Button
        look="quiet"
        onClick={() => {
          setRecovery(!recovery);
          setCode('');
          setEmpty(false);
          attempt.reset();
        }}
      >
        {recovery ? ta('step.useCode') : ta('step.useRecovery')}
      </Button>
      <Button look="quiet" onClick={onBack}>
        {ta('step.back')}
      </Button>
    </form>
  );
}
