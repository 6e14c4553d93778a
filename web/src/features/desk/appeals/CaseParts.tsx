import { tq } from '@/messages/appealDesk';
import { formatMoment } from '../time';
import styles from './Appeals.module.css';
import type { Appeal, Part } from './api';
import { formatEnd } from './day';

/** Which departments have or had which share in a case. */
export function CaseParts({ appeal }: { appeal: Appeal }) {
  const parts = appeal.parts ?? [];
  if (parts.length === 0) return null;
  return (
    <section className={styles.card} aria-label={tq('case.parts')}>
      <h2>{tq('case.parts')}</h2>
      <ul className={styles.list}>
        {[...parts].reverse().map((part) => (
          <li key={part.id}>
            <OnePart part={part} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OnePart({ part }: { part: Part }) {
  const facts = [
    tq(`role.${part.role}`),
    tq(`part.${part.state}`),
    part.handler,
    part.direct ? tq('part.direct') : '',
    formatMoment(part.sent_at),
  ].filter(Boolean);
  return (
    <>
      <p>
        <strong>{part.department_name}</strong> <small>{facts.join(' · ')}</small>
      </p>
      {part.state === 'sent' && part.object_until ? (
        <p className={styles.aside}>
          {tq('part.objectUntil', { moment: formatEnd(part.object_until) })}
        </p>
      ) : null}
      {part.state === 'returned' ? (
        <p className={styles.words}>
          {tq('part.why', { clause: part.clause ?? '', suggested: part.suggested_name ?? '' })}
          {part.reason ? <span>{part.reason}</span> : null}
        </p>
      ) : null}
      {part.answer ? <p className={styles.words}>{part.answer}</p> : null}
    </>
  );
}
