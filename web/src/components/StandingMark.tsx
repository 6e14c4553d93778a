import { Icon, type IconName } from './Icon';
import styles from './StandingMark.module.css';

const LOOK: Readonly<Record<string, { icon: IconName; tone: string | undefined }>> = {
  in_force: { icon: 'check', tone: styles.good },
  upcoming: { icon: 'clock', tone: styles.soon },
  expired: { icon: 'minus', tone: styles.over },
  repealed: { icon: 'cross', tone: styles.bad },
};

/** Whether a policy holds: in its word, colour and sign, never colour alone. */
export function StandingMark({ standing, word }: { standing: string; word: string }) {
  const look = LOOK[standing];
  if (!look || !word) return null;
  return (
    <span className={`${styles.mark} ${look.tone ?? ''}`}>
      <Icon name={look.icon} size="1em" />
      {word}
    </span>
  );
}
