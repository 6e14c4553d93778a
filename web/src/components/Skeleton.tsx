import { t } from '@/messages/shared';
import styles from './Skeleton.module.css';

export function SkeletonBlock({
  width = '100%',
  height = '1rem',
}: {
  width?: string;
  height?: string;
}) {
  return <span className={styles.block} style={{ width, height }} />;
}

/** The shape of a list of cards while it is on its way. */
export function SkeletonCards({ count = 4 }: { count?: number }) {
  return (
    <div className={styles.stack} role="status">
      <span className="hidden">{t('state.loading')}</span>
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <div key={index} className={styles.card} aria-hidden="true">
          <SkeletonBlock width="35%" height="0.9rem" />
          <SkeletonBlock width="80%" height="1.25rem" />
          <SkeletonBlock width="60%" height="0.9rem" />
        </div>
      ))}
    </div>
  );
}

/** A page inside its frame while it is on its way. */
export function SkeletonPage() {
  return (
    <div className={styles.page}>
      <SkeletonCards count={3} />
    </div>
  );
}

/** A page whose frame is on its way too. */
export function SkeletonFrame() {
  return (
    <div className={styles.frame}>
      <SkeletonCards count={3} />
    </div>
  );
}
