import { t } from '@/messages/shared';
import styles from './SkipLink.module.css';

/** The first stop of the keyboard: past the frame, to the content with id "main". */
export function SkipLink() {
  return (
    <a className={styles.skip} href="#main">
      {t('action.skip')}
    </a>
  );
}
