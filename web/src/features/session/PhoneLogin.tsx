import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { Logo } from '@/components/Logo';
import { ProblemNote } from '@/components/Problem';
import { readCode, readPhone } from '@/lib/phone';
import { usePageTitle } from '@/lib/usePageTitle';
import { tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import { type Session, useEnterpriseLogin, useSendCode } from './api';
import { useCountdown } from './countdown';
import styles from './PhoneLogin.module.css';

interface Props {
  /** The district or city that this instance serves. */
  place: string;
  /** What the page is called and says where it is not the usual login. */
  title?: string;
  lead?: string;
  /** The token of an invitation, which lets in a phone that nobody here has yet. */
  invitation?: string;
  onDone: (session: Session) => void;
  /** Other ways to log in, under the form. */
  others?: ReactNode;
  /** Offers accounts in demo mode; `fill` puts one into the form and has a code sent. */
  demo?: (fill: (phone: string, code: string) => void) => ReactNode;
}

/** Login of an enterprise's people with their phone and a one-time code. */
export function PhoneLogin({ place, invitation, onDone, others, demo, ...words }: Props) {
  const title = words.title ?? tm('login.title');
  const heading = usePageTitle(title, t('brand.full'));
  const invited = invitation ? { invitation } : {};
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<{ phone?: string; code?: string }>({});
  const [resendAt, setResendAt] = useState(0);
  const codeInput = useRef<HTMLInputElement>(null);
  const wait = useCountdown(resendAt);
  const sending = useSendCode();
  const attempt = useEnterpriseLogin();

  function send(to: string) {
    const digits = readPhone(to);
    setWrong(digits ? {} : { phone: tm('login.phone.bad') });
    if (!digits) return;
    attempt.reset();
    sending.mutate(
      { phone: digits, ...invited },
      {
        onSuccess: (sent) => {
          setResendAt(Date.now() + sent.resend_after_seconds * 1000);
          codeInput.current?.focus();
        },
      },
    );
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const digits = readPhone(phone);
    const secret = readCode(code);
    setWrong({
      ...(digits ? {} : { phone: tm('login.phone.bad') }),
      ...(secret ? {} : { code: tm('login.code.bad') }),
    });
    if (digits && secret) {
      attempt.mutate({ phone: digits, code: secret, ...invited }, { onSuccess: onDone });
    }
  }

  const sent = sending.data;
  return (
    <main className={styles.page}>
      <div className={styles.panel}>
        <a className={styles.brand} href="/">
          <Logo />
          {place}
          {t('brand.full')}
        </a>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          <p className={styles.lead}>{words.lead ?? tm('login.lead')}</p>
        </div>
        <form className={styles.form} onSubmit={submit} noValidate>
          <Field label={tm('login.phone')} error={wrong.phone}>
            {(control) => (
              <input
                {...control}
                name="phone"
                type="tel"
                inputMode="tel"
                autoComplete="tel-national"
                value={phone}
                onChange={(event) => setPhone(event.target.value)}
              />
            )}
          </Field>
          <Field
            label={tm('login.code')}
            hint={
              sent && sending.variables
                ? tm('login.code.hint', {
                    phone: sending.variables.phone,
                    minutes: Math.floor(sent.expires_in_seconds / 60),
                  })
                : undefined
            }
            error={wrong.code}
            after={
              <button
                type="button"
                className={styles.send}
                disabled={sending.isPending || wait > 0}
                onClick={() => send(phone)}
              >
                {sendWords(sending.isPending, wait, sent !== undefined)}
              </button>
            }
          >
            {(control) => (
              <input
                {...control}
                ref={codeInput}
                className={styles.code}
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={6}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <ProblemNote error={attempt.error ?? sending.error} title={t('login.failed')} />
          <Button type="submit" wide disabled={attempt.isPending}>
            {attempt.isPending ? t('login.submitting') : tm('login.submit')}
          </Button>
        </form>
        {others}
        {demo?.((demoPhone, demoCode) => {
          setPhone(demoPhone);
          setCode(readCode(demoCode) ?? '');
          send(demoPhone);
        })}
      </div>
    </main>
  );
}

function sendWords(pending: boolean, wait: number, sentBefore: boolean): string {
  if (pending) return tm('login.sending');
  if (wait > 0) return tm('login.resendIn', { seconds: wait });
  return sentBefore ? tm('login.resend') : tm('login.send');
}
