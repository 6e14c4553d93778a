import type { ReactNode } from 'react';
import { Highlight } from '@/components/Highlight';
import { chinaToday, windowText } from '@/lib/date';
import type { MeasureItem } from './api';
import styles from './MeasureCard.module.css';

interface Props {
  item: MeasureItem;
  /** Wraps the title in a link to the measure. */
  link: (title: ReactNode) => ReactNode;
}

/** One measure in a list: what it is, what it gives, until when. */
export function MeasureCard({ item, link }: Props) {
  const window = windowText(item.window ?? {}, chinaToday(new Date()));
  return (
    <article className={styles.card}>
      <p className={styles.kind}>
        <strong>{item.kind_label}</strong>
        <span>{item.delivery_label}</span>
      </p>
      <h3 className={styles.title}>
        {link(<Highlight parts={item.title_parts} text={item.title} />)}
      </h3>
      <p className={styles.summary}>
        <Highlight parts={item.snippet_parts} text={item.summary} />
      </p>
      <p className={styles.foot}>
        {item.amount_text ? <span className={styles.amount}>{item.amount_text}</span> : <span />}
        <span className={styles.meta}>
          {[item.department, window.text].filter(Boolean).join(' · ')}
        </span>
      </p>
    </article>
  );
}
