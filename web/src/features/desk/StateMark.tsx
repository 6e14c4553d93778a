import { Icon, type IconName } from '@/components/Icon';
import styles from './StateMark.module.css';

const LOOK: Readonly<Record<string, { icon: IconName; tone: string | undefined }>> = {
  queued: { icon: 'clock', tone: styles.waiting },
  running: { icon: 'clock', tone: styles.working },
  done: { icon: 'check', tone: styles.good },
  published: { icon: 'check', tone: styles.good },
  refused: { icon: 'alert', tone: styles.bad },
  failed: { icon: 'alert', tone: styles.bad },
  cancelled: { icon: 'minus', tone: styles.waiting },
  draft: { icon: 'edit', tone: styles.working },
  in_review: { icon: 'clock', tone: styles.working },
  suspended: { icon: 'alert', tone: styles.warn },
  expired: { icon: 'minus', tone: styles.waiting },
  superseded: { icon: 'minus', tone: styles.waiting },
  withdrawn: { icon: 'minus', tone: styles.waiting },
  warning: { icon: 'alert', tone: styles.warn },
  refusal: { icon: 'cross', tone: styles.bad },
};

/** A state in its word, colour and sign, never colour alone. */
export function StateMark({ state, word }: { state: string; word: string }) {
  const look = LOOK[state] ?? { icon: 'dot', tone: styles.waiting };
  return (
    <span className={`${styles.mark} ${look.tone ?? ''}`}>
      <Icon name={look.icon} size="1em" />
      {word}
    </span>
  );
}
