import { Icon } from '@/components/Icon';
import { VERDICT_LOOK, VERDICTS, verdictColors } from '@/components/verdict';
import { formatDate } from '@/lib/date';
import { t } from '@/messages/shared';
import { tsim } from '@/messages/simulate';
import type { Simulation } from './api';
import { grouped } from './figures';
import styles from './Simulate.module.css';

/** How many have each verdict, and how many are one step away. */
export function Counts({ simulation }: { simulation: Simulation }) {
  return (
    <section aria-label={tsim('sim.counts')}>
      <dl className={styles.counts}>
        {VERDICTS.map((verdict) => (
          <div key={verdict} className={styles.count} style={verdictColors(verdict)}>
            <dt>
              <Icon name={VERDICT_LOOK[verdict].icon} size="1em" />
              {t(VERDICT_LOOK[verdict].word)}
            </dt>
            <dd className="num">{grouped(simulation.counts[verdict])}</dd>
          </div>
        ))}
        <div className={styles.count} title={tsim('sim.near.meaning')}>
          <dt>{tsim('sim.near')}</dt>
          <dd className="num">{grouped(simulation.near_count)}</dd>
        </div>
      </dl>
      <p className={styles.note}>
        {tsim('sim.looked', {
          day: formatDate(simulation.as_of),
          n: grouped(simulation.enterprises),
          ms: Math.max(1, Math.round(simulation.milliseconds)),
        })}
      </p>
    </section>
  );
}
