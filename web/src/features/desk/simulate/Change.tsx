import { Money } from '@/components/Money';
import { tsim } from '@/messages/simulate';
import type { Simulation } from './api';
import { grouped } from './figures';
import styles from './Simulate.module.css';

type Compared = NonNullable<Simulation['against']>;

/** Who gains and who loses against the version in force. */
export function Change({ against }: { against: Compared }) {
  const title = tsim('sim.against', { version: against.version });
  const parts = [
    { key: 'gains', n: against.gains, sum: against.gain_sum, sign: '+' },
    { key: 'loses', n: against.loses, sum: against.loss_sum, sign: '−' },
    { key: 'more', n: against.more, sum: against.more_sum, sign: '+' },
    { key: 'less', n: against.less, sum: against.less_sum, sign: '−' },
  ] as const;
  const same = parts.every((part) => part.n === 0);
  return (
    <section className={styles.card} aria-label={title}>
      <h3>{title}</h3>
      {same ? <p className={styles.note}>{tsim('sim.against.same')}</p> : null}
      <dl className={styles.change}>
        {parts.map((part) => (
          <div key={part.key}>
            <dt>{tsim(`sim.against.${part.key}`)}</dt>
            <dd>
              <strong className="num">{tsim('sim.households', { n: grouped(part.n) })}</strong>
              {part.n > 0 ? (
                <span className={styles.note}>
                  {part.sign}
                  <Money yuan={part.sum} />
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      <Named title={tsim('sim.against.gainers')} firms={against.gainers} all={against.gains} />
      <Named title={tsim('sim.against.losers')} firms={against.losers} all={against.loses} />
    </section>
  );
}

function Named({ title, firms, all }: { title: string; firms: Compared['gainers']; all: number }) {
  if (firms.length === 0) return null;
  return (
    <details className={styles.named}>
      <summary>
        {title}
        {all > firms.length
          ? tsim('sim.against.first', { shown: firms.length, n: grouped(all) })
          : ''}
      </summary>
      <ul>
        {firms.map((firm) => (
          <li key={firm.uscc}>{firm.name}</li>
        ))}
      </ul>
    </details>
  );
}
