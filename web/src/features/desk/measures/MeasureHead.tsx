import { Button } from 'antd';
import type { ReactNode, Ref } from 'react';
import { td } from '@/messages/desk';
import { StateMark } from '../StateMark';
import type { Measure } from './api';
import styles from './Measures.module.css';

interface Props {
  measure: Measure;
  heading: Ref<HTMLHeadingElement>;
  acts?: ReactNode;
}

/** Which measure this is, where it stands, and what it lacks before it can be published. */
export function MeasureHead({ measure, heading, acts }: Props) {
  const gaps = measure.gaps ?? [];
  return (
    <header className={styles.head}>
      <div className={styles.headTop}>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles.headTitle}>
            {measure.title}
          </h1>
          <p className={styles.meta}>
            <StateMark state={measure.state} word={measure.state_label} />
            <span>{measure.kind_label}</span>
            <span>{measure.delivery_label}</span>
            {measure.department ? <span>{measure.department}</span> : null}
            <span>{td('measure.versionNo', { version: measure.version })}</span>
          </p>
        </div>
        <div className={styles.acts}>
          {measure.state === 'published' ? (
            <Button href={`/measures/${encodeURIComponent(measure.id)}`} target="_blank">
              {td('measure.publicPage')}
            </Button>
          ) : null}
          {acts}
        </div>
      </div>
      {gaps.length > 0 ? (
        <div className={styles.gaps}>
          <strong>{td('measure.gaps')}</strong>
          <ul>
            {gaps.map((gap) => (
              <li key={gap.words}>{gap.words}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </header>
  );
}
