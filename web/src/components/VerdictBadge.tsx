import { t } from '@/messages/shared';
import { Icon } from './Icon';
import styles from './VerdictBadge.module.css';
import { VERDICT_LOOK, type Verdict, verdictColors } from './verdict';

/** A verdict in its word, colour and sign, never colour alone. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const look = VERDICT_LOOK[verdict];
  return (
    <span className={styles.badge} style={verdictColors(verdict)}>
      <Icon name={look.icon} size="1em" />
      {t(look.word)}
    </span>
  );
}
