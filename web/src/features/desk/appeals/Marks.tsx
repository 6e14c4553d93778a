import { tq } from '@/messages/appealDesk';
import styles from './Appeals.module.css';
import type { Row } from './api';

/** What is special about a case, each in words. */
export function Marks({ row }: { row: Row }) {
  const marks: Array<[shown: boolean, words: string, tone: string | undefined]> = [
    [row.urgent, tq('mark.urgent'), styles.alarm],
    [row.late, tq('mark.late'), styles.alarm],
    [row.supervised, tq('mark.supervised'), styles.alarm],
    [row.deliberation, tq('mark.deliberation'), styles.warn],
    [row.suspended, tq('mark.suspended'), styles.calm],
    [row.confidential, tq('mark.confidential'), styles.calm],
    [row.complex, tq('mark.complex'), styles.calm],
    [row.returns > 0, tq('mark.returns', { count: row.returns }), styles.warn],
  ];
  const shown = marks.filter(([yes]) => yes);
  if (shown.length === 0) return null;
  return (
    <ul className={styles.marks} aria-label={tq('row.marks')}>
      {shown.map(([, words, tone]) => (
        <li key={words} className={tone}>
          {words}
        </li>
      ))}
    </ul>
  );
}
