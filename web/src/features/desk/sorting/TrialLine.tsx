import { tt } from '@/messages/threshold';
import type { Trial } from './api';
import styles from './Sorting.module.css';

type Band = Trial['automatic'];

/** What limits would have made of the cases of the last days, and how much of it was wrong. */
export function TrialLine({ trial, days }: { trial: Trial; days: number }) {
  const bands = ['automatic', 'sampled', 'manual'] as const;
  return (
    <div className={styles.trial}>
      <span className={styles.aside}>{tt('recent', { days })}</span>
      <dl>
        {bands.map((name) => (
          <div key={name}>
            <dt>{tt(`recent.${name}`)}</dt>
            <dd>
              <strong>{tt('recent.cases', { cases: trial[name].cases })}</strong>
              {trial[name].cases > 0 ? (
                <small>
                  {name === 'manual' ? '' : `${tt('recent.checks', trial[name])}；`}
                  {wrong(trial[name])}
                </small>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const wrong = (band: Band): string =>
  band.decided > 0
    ? tt('recent.wrong', { decided: band.decided, wrong: band.wrong })
    : tt('recent.unseen');
