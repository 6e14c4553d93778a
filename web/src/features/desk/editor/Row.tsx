import type { ReactNode } from 'react';
import styles from './Editor.module.css';

interface Props {
  /** Seen only: the inputs name themselves. */
  label: string;
  children: ReactNode;
}

/** A line of inputs with what it is about before them. */
export function Row({ label, children }: Props) {
  return (
    <div className={styles.row}>
      <span className={styles.rowLabel} aria-hidden>
        {label}
      </span>
      <div className={styles.rowBody}>{children}</div>
    </div>
  );
}
