import { Typography } from 'antd';
import { td } from '@/messages/desk';
import { tl } from '@/messages/policyLife';
import { LifeVersions } from '../life/LifeVersions';
import type { Measure } from './api';
import { prettyJson } from './json';
import styles from './Measures.module.css';

/** The definition as it was imported, and the versions it has gone through. */
export function MeasureDefinition({ measure }: { measure: Measure }) {
  const text = prettyJson(measure.definition);
  return (
    <div className={styles.columns}>
      <section className={styles.stack}>
        <div className={styles.headTop}>
          <h2>{td('definition.title')}</h2>
          <Typography.Text copyable={{ text, tooltips: [td('act.copy'), td('act.copied')] }}>
            {td('definition.copy')}
          </Typography.Text>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={styles.definition} tabIndex={0}>
          {text}
        </pre>
      </section>
      <section className={styles.stack}>
        <h2>{tl('versions.title')}</h2>
        <LifeVersions measure={measure} />
      </section>
    </div>
  );
}
