import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { ProblemNote, ProblemScreen } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { ta } from '@/messages/account';
import styles from './Account.module.css';
import { type OwnSession, ownSessionsQuery, useRevokeSessions } from './api';
import { moment } from './moment';

/** Where the caller is logged in, and the way to end it there. */
export function DevicesPart({ loginHref }: { loginHref: string }) {
  const { data, error, refetch } = useQuery(ownSessionsQuery);
  const revoke = useRevokeSessions();
  if (!data) {
    return error ? (
      <ProblemScreen error={error} onRetry={() => void refetch()} loginHref={loginHref} />
    ) : (
      <SkeletonBlock height="12rem" />
    );
  }
  const items = data.items ?? [];
  const others = items.filter((one) => (one.can ?? []).includes('revoke')).map((one) => one.id);
  return (
    <section className={styles.part}>
      <p className={styles.text}>{ta('devices.text')}</p>
      <ProblemNote error={revoke.error} title={ta('devices.failed')} />
      {revoke.isSuccess ? (
        <p role="status" className={styles.done}>
          {ta('devices.done', { n: revoke.data.count })}
        </p>
      ) : null}
      <ul className={styles.list} aria-label={ta('devices.list')}>
        {items.map((one) => (
          <Device
            key={one.id}
            one={one}
            busy={revoke.isPending}
            onRevoke={() => revoke.mutate([one.id])}
          />
        ))}
      </ul>
      {others.length > 0 ? (
        <div className={styles.acts}>
          <Button
            look="secondary"
            disabled={revoke.isPending}
            onClick={() => revoke.mutate(others)}
          >
            {ta('devices.others', { n: others.length })}
          </Button>
        </div>
      ) : (
        <p className={styles.small}>{ta('devices.only')}</p>
      )}
    </section>
  );
}

function Device({ one, busy, onRevoke }: { one: OwnSession; busy: boolean; onRevoke: () => void }) {
  return (
    <li className={styles.item}>
      <div>
        <span className={styles.name}>
          {one.device}
          {one.current ? <span className={styles.mark}>{ta('devices.current')}</span> : null}
        </span>
        <span className={styles.small}>
          {ta('devices.seen', { time: moment(one.last_seen_at) })}{' '}
          {ta('devices.where', { place: one.place, address: one.address })}
        </span>
        <span className={styles.small}>
          {ta('devices.since', { time: moment(one.created_at) })}
        </span>
      </div>
      {(one.can ?? []).includes('revoke') ? (
        <Button
          look="secondary"
          disabled={busy}
          aria-label={ta('devices.revokeLabel', {
            device: one.device,
            time: moment(one.created_at),
          })}
          onClick={onRevoke}
        >
          {ta('devices.revoke')}
        </Button>
      ) : null}
    </li>
  );
}
