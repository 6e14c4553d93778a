import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { tq } from '@/messages/appealDesk';
import { ts } from '@/messages/sorting';
import { RevealDialog } from '../contacts/RevealDialog';
import { formatMoment } from '../time';
import styles from './Appeals.module.css';
import type { Appeal } from './api';
import { formatEnd } from './day';

/** Who reports what about whom and where, masked as the server sends it. */
export function CaseFacts({ appeal }: { appeal: Appeal }) {
  const [revealing, setRevealing] = useState(false);
  const { reporter } = appeal;
  const rows: Array<[label: string, value: ReactNode]> = [
    [tq('case.received'), formatMoment(appeal.received_at)],
    [ts('topic'), appeal.topic_label],
    [ts('topic.source'), appeal.source_topic],
    [tq('case.place'), appeal.place],
    [
      tq('row.enterprise'),
      appeal.uscc ? (
        <Link key="firm" to="/enterprises/$uscc" params={{ uscc: appeal.uscc }}>
          {appeal.enterprise || appeal.uscc}
        </Link>
      ) : (
        ''
      ),
    ],
    [
      tq('case.reporter'),
      <span key="who" className={styles.who}>
        {whoWords(reporter)}
        {(appeal.can ?? []).includes('reveal') ? (
          <Button size="small" onClick={() => setRevealing(true)}>
            {tq('case.reveal')}
          </Button>
        ) : null}
      </span>,
    ],
    [tq('case.accused'), appeal.accused_name],
    [tq('row.lead'), [appeal.lead_name, appeal.handler].filter(Boolean).join(' · ')],
    [tq('case.reopenUntil'), appeal.reopen_until ? formatEnd(appeal.reopen_until) : ''],
  ];
  return (
    <section className={styles.card} aria-label={tq('case.facts')}>
      <h2>{tq('case.facts')}</h2>
      <dl className={styles.facts}>
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {revealing ? (
        <RevealDialog
          who={{ kind: 'appeals', id: appeal.id }}
          onClose={() => setRevealing(false)}
        />
      ) : null}
    </section>
  );
}

function whoWords(who: Appeal['reporter']): string {
  if (who.anonymous) return tq('who.anonymous');
  const masked = [who.name, who.phone].filter(Boolean).join(' ');
  if (!who.confidential) return masked;
  return masked ? tq('who.confidential', { masked }) : tq('who.hidden');
}
