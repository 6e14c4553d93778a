import { groupDigits } from '@/lib/money';
import { tr } from '@/messages/reach';
import type { Funnel } from './api';
import styles from './Reach.module.css';
import type { Step } from './search';

interface Props {
  funnel: Funnel;
  chosen: Step;
  onChoose: (step: Step) => void;
}

/** The steps of a measure to its firms; each number opens the list behind it. */
export function FunnelSteps({ funnel, chosen, onChoose }: Props) {
  const matched = funnel.steps.find((one) => one.step === 'matched')?.count ?? 0;
  return (
    <ol className={styles.funnel} aria-label={tr('funnel.steps')}>
      {funnel.steps.map((one) => (
        <li key={one.step}>
          {one.known ? (
            <button
              type="button"
              className={styles.step}
              aria-pressed={one.step === chosen}
              onClick={() => onChoose(one.step)}
            >
              <span className={styles.stepLabel}>{one.label}</span>
              <span className={styles.stepCount}>{groupDigits(String(one.count))}</span>
              <span className={styles.note}>{share(one.step, one.count, matched)}</span>
            </button>
          ) : (
            <div className={`${styles.step} ${styles.unknown}`}>
              <span className={styles.stepLabel}>{one.label}</span>
              <span className={styles.stepCount}>{tr('funnel.pending')}</span>
              <span className={styles.note}>{tr('funnel.pending.text')}</span>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

/** How much of those who can have it have got here; nothing for the steps before. */
function share(step: Step, count: number, matched: number): string {
  if (matched === 0 || step === 'registered' || step === 'matched') return '';
  return tr('funnel.share', { n: Math.round((count / matched) * 100) });
}
