import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { SkeletonCards } from '@/components/Skeleton';
import { tm } from '@/messages/noticeDesk';
import { StateMark } from '../StateMark';
import { Trouble } from '../Trouble';
import { formatMoment } from '../time';
import { type Channel, type ChannelRow, channelsQuery } from './api';
import styles from './Notices.module.css';
import { failureText } from './words';

/** Each channel: whether it is set up, how it fares, what waits. */
export function ChannelCards() {
  const { data, error, refetch } = useQuery(channelsQuery);
  if (!data) {
    return error ? (
      <Trouble error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonCards count={3} />
    );
  }
  return (
    <ul className={styles.cards} aria-label={tm('tab.channels')}>
      {(data.items ?? []).map((row) => (
        <li key={row.channel} className={styles.card}>
          <div className={styles.top}>
            <h2>{row.label}</h2>
            <Health row={row} />
          </div>
          {row.on ? <Figures row={row} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Health({ row }: { row: ChannelRow }) {
  if (!row.on) return <StateMark state="cancelled" word={tm('channels.off')} />;
  if (row.paused_until) {
    const at = formatMoment(row.paused_until);
    return <StateMark state="failed" word={tm('channels.paused', { at })} />;
  }
  if (row.channel !== 'inapp' && !row.last_sent_at && !row.last_failed_at)
    return <StateMark state="queued" word={tm('channels.unused')} />;
  if ((row.last_failed_at ?? '') > (row.last_sent_at ?? ''))
    return <StateMark state="warning" word={tm('channels.trouble')} />;
  return <StateMark state="done" word={tm('channels.well')} />;
}

function Figures({ row }: { row: ChannelRow }) {
  const channel = row.channel as Channel;
  const failed = tm('channels.count', { count: row.failed_today });
  return (
    <dl className={styles.facts}>
      <dt>{tm('channels.waiting')}</dt>
      <dd>{tm('channels.count', { count: row.waiting })}</dd>
      <dt>{tm('channels.failed')}</dt>
      <dd>
        {row.failed_today > 0 ? (
          <Link
            to="/admin/notices/deliveries"
            search={{ state: 'failed', channel }}
            aria-label={`${failed}，${tm('channels.see', { channel: row.label })}`}
          >
            {failed}
          </Link>
        ) : (
          failed
        )}
      </dd>
      {channel === 'inapp' ? null : (
        <>
          <dt>{tm('channels.sent')}</dt>
          <dd>{formatMoment(row.last_sent_at) || tm('channels.never')}</dd>
          <dt>{tm('channels.lastFailed')}</dt>
          <dd>
            {formatMoment(row.last_failed_at) || tm('channels.never')}
            {row.last_failure ? (
              <div className={styles.small}>{failureText(row.last_failure)}</div>
            ) : null}
          </dd>
        </>
      )}
    </dl>
  );
}
