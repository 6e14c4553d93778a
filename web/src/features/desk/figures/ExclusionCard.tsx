import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { formatDate } from '@/lib/date';
import { tf } from '@/messages/figure';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { AskDialog, DecideDialog, WithdrawDialog } from './ExclusionDialogs';
import { type Exclusion, exclusionQuery } from './exclusions';
import styles from './Figures.module.css';

const LOOK: Readonly<Record<Exclusion['state'], string>> = {
  asked: 'in_review',
  approved: 'done',
  refused: 'refused',
  withdrawn: 'withdrawn',
};

/** What became of one request, in the words of those who asked and decided. */
export function ExclusionStory({ one }: { one: Exclusion }) {
  return (
    <>
      <p className={styles.line}>
        <StateMark state={LOOK[one.state]} word={one.state_label} />
        <span>{one.reason_label}</span>
      </p>
      <p className={styles.words}>{one.words}</p>
      <small className={styles.small}>
        {tf('out.by', {
          who: `${one.department_name} ${one.asked_by_name}`,
          moment: formatMoment(one.asked_at),
        })}
      </small>
      {one.decided_at ? (
        <small className={styles.small}>
          {tf('out.decidedBy', {
            who: one.decided_by_name ?? '',
            moment: formatMoment(one.decided_at),
            note: one.note ?? '',
          })}
        </small>
      ) : null}
      {one.withdrawn_at ? (
        <small className={styles.small}>
          {tf('out.withdrawnBy', {
            who: one.withdrawn_by_name ?? '',
            moment: formatMoment(one.withdrawn_at),
          })}
        </small>
      ) : null}
    </>
  );
}

/** Whether this case is left out of the rates, and who may ask for it or decide. */
export function ExclusionCard({ seen }: { seen: { id: string; version: number } }) {
  const { data } = useQuery(exclusionQuery(seen));
  const [open, setOpen] = useState<'ask' | 'decide' | 'withdraw' | ''>('');
  if (!data || (data.items.length === 0 && data.can.length === 0)) return null;
  const last = data.items.at(-1);
  const close = () => setOpen('');
  return (
    <section className={styles.card} aria-label={tf('out.title')}>
      <h2>{tf('out.title')}</h2>
      {data.items.length === 0 ? (
        <p className={styles.lead}>{tf('out.none', { day: formatDate(data.until) })}</p>
      ) : (
        <ol className={styles.stories}>
          {[...data.items].reverse().map((one) => (
            <li key={one.asked_at}>
              <ExclusionStory one={one} />
            </li>
          ))}
        </ol>
      )}
      <div className={styles.choices}>
        {data.can.includes('ask') ? (
          <Button onClick={() => setOpen('ask')}>{tf('out.ask')}</Button>
        ) : null}
        {data.can.includes('decide') ? (
          <Button type="primary" onClick={() => setOpen('decide')}>
            {tf('out.decide')}
          </Button>
        ) : null}
        {data.can.includes('withdraw') ? (
          <Button onClick={() => setOpen('withdraw')}>
            {tf(last?.state === 'approved' ? 'out.end' : 'out.back')}
          </Button>
        ) : null}
      </div>
      {open === 'ask' ? <AskDialog seen={seen} reasons={data.reasons} onClose={close} /> : null}
      {open === 'decide' && last ? <DecideDialog seen={seen} asked={last} onClose={close} /> : null}
      {open === 'withdraw' ? (
        <WithdrawDialog seen={seen} holds={last?.state === 'approved'} onClose={close} />
      ) : null}
    </section>
  );
}
