import { useQuery } from '@tanstack/react-query';
import { tn } from '@/messages/notice';
import { unreadQuery } from './api';
import styles from './Notice.module.css';

/** As many as fit into the sign; what is read out says the same. */
const shown = (count: number) => (count > 99 ? tn('bell.many') : count);

/** How many unread notices there are, as what a link to the inbox says. */
export function useBellLabel(): string {
  const count = useQuery(unreadQuery).data?.count ?? 0;
  return count > 0 ? tn('bell.some', { count: shown(count) }) : tn('bell.none');
}

/** A bell with the number of unread notices; it accompanies a labelled link. */
export function BellSign() {
  const count = useQuery(unreadQuery).data?.count ?? 0;
  return (
    <span className={styles.bell} aria-hidden="true">
      <svg
        width="1.5em"
        height="1.5em"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
        role="presentation"
      >
        <path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 2h-15zM10 21h4" />
      </svg>
      {count > 0 ? <span className={styles.count}>{shown(count)}</span> : null}
    </span>
  );
}
