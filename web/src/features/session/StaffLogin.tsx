import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { Logo } from '@/components/Logo';
import { ProblemNote } from '@/components/Problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { t } from '@/messages/shared';
import { type Session, type StaffStep, useStaffLogin } from './api';
import { SecondStep } from './SecondStep';
import styles from './StaffLogin.module.css';

interface Props {
  /** The district or city that this instance serves. */
  place: string;
  onDone: (session: Session) => void;
  /** The person has taken the first step elsewhere. */
  atSecond?: boolean;
  /** Other ways to log in, under the form. */
  others?: React.ReactNode;
  /** Offers accounts in demo mode; `fill` puts one into the form. */
  demo?: (fill: (login: string, password: string) => void) => React.ReactNode;
}

/** The page on which staff log in with account and password. */
export function StaffLogin({ place, onDone, atSecond, others, demo }: Props) {
  const heading = usePageTitle(t('login.staff.title'), t('brand.full'));
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [empty, setEmpty] = useState(false);
  const [second, setSecond] = useState(atSecond ?? false);
  const attempt = useStaffLogin();

  function submit(event: FormEvent) {
    event.preventDefault();
    const ready = login.trim() !== '' && password !== '';
    setEmpty(!ready);
    if (ready) attempt.mutate({ login: login.trim(), password }, { onSuccess: next });
  }

  function next(step: StaffStep) {
    if (step.session) onDone(step.session);
    else setSecond(true);
  }

  return (
    <div className={styles.page}>
      <header className={styles.cover}>
        <p className={styles.brand}>
          <Logo size={40} inverted />
          {place}
          {t('brand.full')}
        </p>
        <p className={styles.lead}>{t('login.staff.lead')}</p>
      </header>
      <main className={styles.main}>
        <div className={styles.panel}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {t('login.staff.title')}
          </h1>
          {second ? (
            <SecondStep
              onDone={onDone}
              onBack={() => {
                setSecond(false);
                setPassword('');
              }}
            />
          ) : (
            <form className={styles.form} onSubmit={submit} noValidate>
              <Field label={t('login.staff.account')}>
                {(control) => (
                  <input
                    {...control}
                    name="username"
                    autoComplete="username"
                    autoCapitalize="none"
                    spellCheck={false}
                    value={login}
                    onChange={(event) => setLogin(event.target.value)}
                  />
                )}
              </Field>
              <Field
                label={t('login.staff.password')}
                error={empty ? t('login.staff.empty') : undefined}
                after={
                  <button
                    type="button"
                    className={styles.eye}
                    aria-pressed={shown}
                    aria-label={shown ? t('login.password.hide') : t('login.password.show')}
                    onClick={() => setShown(!shown)}
                  >
                    <Icon name="eye" />
                  </button>
                }
              >
                {(control) => (
                  <input
                    {...control}
                    name="password"
                    type={shown ? 'text' : 'password'}
                    autoComplete="current-password"
                    value={password}
                    onChange={(event) => setPassword(event.target.value)}
                  />
                )}
              </Field>
              <ProblemNote error={attempt.error} title={t('login.failed')} />
              <Button type="submit" wide disabled={attempt.isPending}>
                {attempt.isPending ? t('login.submitting') : t('login.staff.submit')}
              </Button>
            </form>
          )}
          {second ? null : others}
          {second
            ? null
            : demo?.((account, secret) => {
                setLogin(account);
                setPassword(secret);
                setEmpty(false);
              })}
        </div>
      </main>
    </div>
  );
}
