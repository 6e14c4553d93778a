import { API_PREFIX } from '@/api/client';
import { tg } from '@/messages/guide';
import styles from './PageCode.module.css';

/** The QR code of a measure's page, for paper and for handing the page on. */
export function PageCode({ measure }: { measure: string }) {
  return (
    <figure className={styles.code}>
      <img
        src={`${API_PREFIX}/public/measures/${encodeURIComponent(measure)}/code`}
        alt={tg('code.alt')}
        width="132"
        height="132"
        loading="lazy"
      />
      <figcaption>
        <strong>{tg('code.title')}</strong>
        <span>{tg('code.text')}</span>
      </figcaption>
    </figure>
  );
}
