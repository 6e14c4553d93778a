import { to } from '@/messages/org';
import type { PersonRow } from './api';
import styles from './Org.module.css';

/** Whether a person works here, in words. */
export function StatusTag({ status }: { status: PersonRow['status'] }) {
  return <span className={`${styles.status} ${styles[status]}`}>{to(`status.${status}`)}</span>;
}
