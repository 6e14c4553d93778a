import type { ReactNode } from 'react';
import styles from './Empty.module.css';

/** Nothing to list: says why, and what to do instead. */
export function Empty({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{title}</h2>
      {text ? <p className={styles.text}>{text}</p> : null}
      {children}
    </div>
  );
}
