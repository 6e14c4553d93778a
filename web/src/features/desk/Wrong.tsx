import styles from './Wrong.module.css';

/** What is wrong with a group of fields that has no field of its own to say it at. */
export function Wrong({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p role="alert" className={styles.wrong}>
      {text}
    </p>
  );
}
