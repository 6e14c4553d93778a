import type { ReactNode } from 'react';
import { Icon } from '@/components/Icon';
import { VERDICT_LOOK, VERDICTS, type Verdict, verdictColors } from '@/components/verdict';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { t } from '@/messages/shared';
import styles from './VerdictCounts.module.css';

interface Props {
  counts: Readonly<Record<Verdict, number>>;
  chosen: Verdict | undefined;
  onChoose: (verdict: Verdict | undefined) => void;
  /** More choices of the same look. */
  children?: ReactNode;
}

/** The four verdicts with their numbers; each narrows the list below to itself. */
export function VerdictCounts({ counts, chosen, onChoose, children }: Props) {
  return (
    <fieldset className={styles.counts}>
      <legend className="hidden">{td('verdict.choose')}</legend>
      {VERDICTS.map((verdict) => (
        <button
          key={verdict}
          type="button"
          className={styles.count}
          style={verdictColors(verdict)}
          aria-pressed={chosen === verdict}
          onClick={() => onChoose(chosen === verdict ? undefined : verdict)}
        >
          <span className={styles.word}>
            <Icon name={VERDICT_LOOK[verdict].icon} size="1em" />
            {t(VERDICT_LOOK[verdict].word)}
          </span>
          <strong className="num">{groupDigits(String(counts[verdict]))}</strong>
        </button>
      ))}
      {children}
    </fieldset>
  );
}
