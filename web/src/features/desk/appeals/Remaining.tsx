import { Icon } from '@/components/Icon';
import { tq } from '@/messages/appealDesk';
import styles from './Appeals.module.css';
import type { Row } from './api';
import { formatEnd } from './day';

/** The colour of a term by how much of it is used up, at the shares at which people are told. */
export function toneOf(spent: number, late: boolean): 'calm' | 'half' | 'near' | 'late' {
  if (late) return 'late';
  if (spent >= 0.75) return 'near';
  return spent >= 0.5 ? 'half' : 'calm';
}

const ENDED: readonly Row['state'][] = ['closed', 'not_accepted', 'withdrawn', 'merged'];

/** What is left of the nearest term, in words; nothing where none runs. */
export function Remaining({ row }: { row: Row }) {
  if (row.suspended) return <span className={styles.calmTerm}>{tq('mark.suspended')}</span>;
  // What an answer calls solved is not: only what its reporter has confirmed is shown.
  const over = ENDED.includes(row.state) ? row.closing_label : '';
  if (!row.left) return <span className={styles.calmTerm}>{over}</span>;
  const tone = toneOf(row.spent ?? 0, row.late);
  return (
    <span className={styles[`${tone}Term`]} title={formatEnd(row.due_at)}>
      {tone === 'late' || tone === 'near' ? <Icon name="clock" size="1em" /> : null}
      {row.left}
    </span>
  );
}
