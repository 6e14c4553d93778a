import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { groupDigits } from '@/lib/money';
import { tq } from '@/messages/appealDesk';
import styles from './Appeals.module.css';
import { traysQuery } from './api';
import type { Box } from './search';

interface Props {
  boxes: readonly Box[];
  open: Box;
}

/** The trays of the inbox, each with how many cases lie in it. */
export function Trays({ boxes, open }: Props) {
  const { data } = useQuery(traysQuery);
  const counts = new Map((data?.items ?? []).map((tray) => [tray.box, tray.total]));
  return (
    <nav className={styles.trays} aria-label={tq('trays')}>
      {boxes.map((box) => {
        const count = counts.get(box);
        return (
          <Link
            key={box}
            to="/appeals"
            search={{ box }}
            activeProps={{}}
            className={`${styles.tray} ${box === open ? styles.openTray : ''} ${count === 0 ? styles.emptyTray : ''}`}
            aria-current={box === open ? 'page' : undefined}
          >
            {tq(`box.${box}`)}
            <span className={styles.trayCount}>
              {count === undefined ? '' : groupDigits(String(count))}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
