import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { formatDay } from '@/lib/date';
import { tn } from '@/messages/mandate';
import { offerQuery, useAccept, useDecline } from './api';
import styles from './Mandate.module.css';

interface Props {
  token: string;
  heading: RefObject<HTMLHeadingElement | null>;
  /** Opens the portal for the enterprise. */
  enter: (uscc: string) => void;
  /** The way to another phone. */
  leave: ReactNode;
}

/** What an invitation offers, and the answer to it. */
export function InvitationView({ token, heading, enter, leave }: Props) {
  const offer = useQuery(offerQuery(token));
  const accept = useAccept();
  const decline = useDecline();
  const [name, setName] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  const title = (
    <h1 ref={heading} tabIndex={-1}>
      {tn('offer.title')}
    </h1>
  );
  if (offer.error) {
    return (
      <>
        {title}
        <ProblemNote error={offer.error} title={tn('offer.title')} />
        {leave}
      </>
    );
  }
  if (!offer.data) return <SkeletonCards count={2} />;
  const { uscc, name: firm, inviter, letter, needs_name: needsName, expires_at } = offer.data;
  if (accept.isSuccess) {
    return (
      <Empty title={tn('offer.accepted')} text={tn('offer.accepted.text', { firm: firm || uscc })}>
        <Button onClick={() => enter(uscc)}>{tn('offer.enter')}</Button>
      </Empty>
    );
  }
  if (decline.isSuccess) {
    return <Empty title={tn('offer.declined')} text={tn('offer.declined.text')} />;
  }
  const busy = accept.isPending || decline.isPending;
  const named = !needsName || name.trim() !== '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (agreed && named) {
      accept.mutate({ token, ...(needsName ? { name: name.trim() } : {}) });
    }
  }

  return (
    <>
      <div>
        {title}
        <p className={styles.lead}>{tn('offer.lead', { inviter })}</p>
      </div>
      <p className={styles.firm}>{firm || uscc}</p>
      <section className={styles.letter} aria-labelledby="letter-title">
        <h2 id="letter-title">{tn('offer.letter')}</h2>
        <dl>
          {(letter ?? []).map((line) => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd>{line.text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <form className={styles.form} onSubmit={submit} noValidate>
        {needsName ? (
          <Field
            label={tn('offer.name')}
            hint={tn('offer.name.hint')}
            error={tried && !named ? tn('offer.name.bad') : undefined}
          >
            {(control) => (
              <input
                {...control}
                autoComplete="name"
                maxLength={50}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={agreed}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          {tn('offer.agree')}
        </label>
        {tried && !agreed ? (
          <p className={styles.wrong} role="alert">
            {tn('offer.agree.bad')}
          </p>
        ) : null}
        <ProblemNote error={accept.error ?? decline.error} />
        <Button type="submit" wide disabled={busy}>
          {busy ? tn('mandate.busy') : tn('offer.accept')}
        </Button>
        <Button look="secondary" wide disabled={busy} onClick={() => decline.mutate(token)}>
          {tn('offer.decline')}
        </Button>
        <p className={styles.note}>{tn('offer.expires', { date: formatDay(expires_at) })}</p>
      </form>
    </>
  );
}
