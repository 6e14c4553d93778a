import { moneyText } from '@/lib/money';
import styles from './Money.module.css';

/** A sum with tabular digits and a smaller unit; text that is no sum as it is. */
export function Money({ yuan }: { yuan: string }) {
  const text = moneyText(yuan);
  if (!text) return <span>{yuan}</span>;
  return (
    <span className={styles.money}>
      <span className="num">{text.digits}</span>
      <span className={styles.unit}>{text.unit}</span>
    </span>
  );
}
