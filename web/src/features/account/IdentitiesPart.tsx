import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { ProblemNote } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { SkeletonBlock } from '@/components/Skeleton';
import { tn } from '@/messages/mandate';
import styles from './Account.module.css';
import { identitiesQuery, type StaffIdentity, useLinkIdentity, useUnlinkIdentity } from './api';
import { moment } from './moment';

interface Props {
  /** The person has just come back from a provider without success. */
  failed: boolean;
}

/** The identity providers by which the caller may log in, to link and to unlink. */
export function IdentitiesPart({ failed }: Props) {
  const { data, error } = useQuery(identitiesQuery);
  const link = useLinkIdentity();
  const unlink = useUnlinkIdentity();
  const [leaving, setLeaving] = useState<StaffIdentity>();
  if (!data) return error ? <ProblemNote error={error} /> : <SkeletonBlock height="12rem" />;
  const items = data.items ?? [];
  if (items.length === 0) return <p className={styles.small}>{tn('identities.none')}</p>;
  return (
    <section className={styles.part}>
      <p className={styles.text}>{tn('identities.lead')}</p>
      {failed && link.isIdle && unlink.isIdle ? (
        <p className={styles.warn} role="alert">
          <strong>{tn('identities.failed.title')}</strong>
          <br />
          {tn('identities.failed')}
        </p>
      ) : null}
      <ProblemNote error={link.error} title={tn('identities.failed.title')} />
      {unlink.isSuccess && link.isIdle ? (
        <p role="status" className={styles.done}>
          {tn('identities.unlink.done')}
        </p>
      ) : null}
      <ul className={styles.list} aria-label={tn('identities.title')}>
        {items.map((one) => (
          <Row
            key={one.provider}
            one={one}
            busy={link.isPending || link.isSuccess}
            onLink={() => link.mutate(one.provider)}
            onUnlink={() => setLeaving(one)}
          />
        ))}
      </ul>
      {leaving ? (
        <Sheet title={tn('identities.unlink.title')} onClose={() => setLeaving(undefined)}>
          <div className={styles.part}>
            <p>{tn('identities.unlink.text', { provider: leaving.label })}</p>
            <ProblemNote error={unlink.error} title={tn('identities.unlink.failed')} />
            <div className={styles.acts}>
              <Button
                disabled={unlink.isPending}
                onClick={() =>
                  unlink.mutate(leaving.provider, { onSuccess: () => setLeaving(undefined) })
                }
              >
                {tn('identities.unlink.go')}
              </Button>
              <Button look="secondary" onClick={() => setLeaving(undefined)}>
                {tn('identities.unlink.keep')}
              </Button>
            </div>
          </div>
        </Sheet>
      ) : null}
    </section>
  );
}

interface RowProps {
  one: StaffIdentity;
  busy: boolean;
  onLink: () => void;
  onUnlink: () => void;
}

function Row({ one, busy, onLink, onUnlink }: RowProps) {
  if (!one.linked_at) {
    return (
      <li className={styles.item}>
        <div>
          <span className={styles.name}>{one.label}</span>
          <span className={styles.small}>{tn('identities.unlinked')}</span>
        </div>
        <Button
          disabled={busy}
          aria-label={tn('identities.linkLabel', { provider: one.label })}
          onClick={onLink}
        >
          {tn('identities.link')}
        </Button>
      </li>
    );
  }
  return (
    <li className={styles.item}>
      <div>
        <span className={styles.name}>
          {one.label}
          <span className={styles.mark}>{tn('identities.mark')}</span>
        </span>
        <span className={styles.small}>
          {tn('identities.linked', { time: moment(one.linked_at) })}
        </span>
        <span className={styles.small}>
          {one.last_used_at
            ? tn('identities.used', { time: moment(one.last_used_at) })
            : tn('identities.unused')}
        </span>
      </div>
      <Button
        look="secondary"
        disabled={busy}
        aria-label={tn('identities.unlinkLabel', { provider: one.label })}
        onClick={onUnlink}
      >
        {tn('identities.unlink')}
      </Button>
    </li>
  );
}
