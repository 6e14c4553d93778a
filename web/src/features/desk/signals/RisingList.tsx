import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { tk } from '@/messages/issue';
import { ti } from '@/messages/signal';
import type { Rising, Signals } from './api';
import styles from './Signals.module.css';

/** Where the cases come from, those with the most first. */
export const spotsOf = (list: Rising['spots']) =>
  list.map(({ name, cases }) => ti('spot', { name, cases })).join('、');

interface Props {
  signals: Signals;
  /** Puts a topic on the list of what is asked for again and again. */
  onList?: ((one: Rising) => void) | undefined;
}

/** The topics that rise, each in a sentence that opens its cases. */
export function RisingList({ signals, onList }: Props) {
  if (signals.at && signals.weeks === 0)
    return <p className={styles.quiet}>{ti('rising.short')}</p>;
  if (signals.rising.length === 0) return <p className={styles.quiet}>{ti('rising.empty')}</p>;
  return (
    <ul className={styles.rising}>
      {signals.rising.map((one) => (
        <li key={one.id} className={styles.one}>
          <p className={styles.sentence}>{one.sentence}</p>
          {one.spots.length > 0 ? (
            <p className={styles.small}>
              {ti('rising.spots')}
              {spotsOf(one.spots)}
            </p>
          ) : null}
          <p className={styles.asOf}>
            <Link to="/appeal-signals/$id" params={{ id: one.id }} className={styles.number}>
              {ti('rising.open', { count: one.cases })}
            </Link>
            {onList ? (
              <Button size="small" onClick={() => onList(one)}>
                {tk('propose.signal')}
              </Button>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  );
}
