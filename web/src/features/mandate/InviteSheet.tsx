import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { formatDay } from '@/lib/date';
import { readPhone } from '@/lib/phone';
import { tn } from '@/messages/mandate';
import { type Invitation, type Person, useInvite } from './api';
import { dayAhead, earliest, latest, mayLast } from './day';
import styles from './Mandate.module.css';
import { nameOf } from './PersonCard';

type Matter = Invitation['matters'][number];

/** `all` comes first and stands alone. */
const MATTERS: readonly Matter[] = ['all', 'policy', 'profile', 'declare'];

interface Props {
  uscc: string;
  /** Whose work is handed over. */
  replaces?: Person;
  onClose: () => void;
}

/** Invites somebody to act for the enterprise, and shows the invitation once. */
export function InviteSheet({ uscc, replaces, onClose }: Props) {
  const invite = useInvite(uscc);
  const title = replaces ? tn('invite.handOver', { name: nameOf(replaces) }) : tn('invite.title');
  if (!invite.data) {
    return (
      <Sheet title={title} onClose={onClose}>
        <InviteForm
          replaces={replaces}
          pending={invite.isPending}
          error={invite.error}
          onInvite={(asked) => invite.mutate(asked)}
        />
      </Sheet>
    );
  }
  const { picture, link, invitation } = invite.data;
  return (
    <Sheet title={tn('invite.made')} onClose={onClose}>
      <Made picture={picture} link={link} expires={invitation.expires_at} onClose={onClose} />
    </Sheet>
  );
}

interface FormProps {
  replaces: Person | undefined;
  pending: boolean;
  error: unknown;
  onInvite: (asked: Invitation) => void;
}

function InviteForm({ replaces, pending, error, onInvite }: FormProps) {
  const before = (replaces?.matters ?? []).map((matter) => matter.code as Matter);
  const [matters, setMatters] = useState<Matter[]>(before);
  const [last, setLast] = useState(dayAhead(1));
  const [phone, setPhone] = useState('');
  const [tried, setTried] = useState(false);
  const digits = phone.trim() === '' ? '' : readPhone(phone);
  const ready = matters.length > 0 && mayLast(last) && digits !== undefined && digits !== null;

  function toggle(matter: Matter) {
    if (matter === 'all') setMatters(matters.includes('all') ? [] : ['all']);
    else {
      const others = matters.filter((m) => m !== 'all' && m !== matter);
      setMatters(matters.includes(matter) ? others : [...others, matter]);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!ready) return;
    onInvite({
      matters,
      ends_on: last,
      ...(digits ? { phone: digits } : {}),
      ...(replaces ? { replaces: replaces.id } : {}),
    });
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {replaces ? <p>{tn('invite.handOver.text', { name: nameOf(replaces) })}</p> : null}
      <fieldset className={styles.choices}>
        <legend>{tn('invite.matters')}</legend>
        {MATTERS.map((matter) => (
          <label key={matter} className={styles.choice}>
            <input
              type="checkbox"
              checked={matters.includes(matter)}
              onChange={() => toggle(matter)}
            />
            {tn(`matter.${matter}`)}
          </label>
        ))}
        {tried && matters.length === 0 ? (
          <p className={styles.wrong} role="alert">
            {tn('invite.matters.bad')}
          </p>
        ) : null}
      </fieldset>
      <Field
        label={tn('invite.last')}
        error={tried && !mayLast(last) ? tn('invite.last.bad') : undefined}
      >
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
      <Field
        label={tn('invite.phone')}
        hint={tn('invite.phone.hint')}
        error={
          tried && (digits === undefined || digits === null) ? tn('invite.phone.bad') : undefined
        }
      >
        {(control) => (
          <input
            {...control}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
      <ProblemNote error={error} />
      <Button type="submit" wide disabled={pending}>
        {pending ? tn('invite.going') : tn('invite.go')}
      </Button>
    </form>
  );
}

interface MadeProps {
  picture: string;
  link: string;
  expires: string;
  onClose: () => void;
}

function Made({ picture, link, expires, onClose }: MadeProps) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.form}>
      <p>{tn('invite.made.text', { date: formatDay(expires) })}</p>
      <img
        className={styles.picture}
        src={picture}
        alt={tn('invite.picture')}
        width={360}
        height={360}
      />
      <Button
        look="secondary"
        wide
        onClick={() =>
          void navigator.clipboard?.writeText(link).then(
            () => setCopied(true),
            () => setCopied(false),
          )
        }
      >
        {tn('invite.copy')}
      </Button>
      <p className={styles.note} role="status">
        {copied ? tn('invite.copied') : tn('invite.made.once')}
      </p>
      <Button wide onClick={onClose}>
        {tn('invite.done')}
      </Button>
    </div>
  );
}
