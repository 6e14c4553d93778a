import { type ReactNode, useId } from 'react';
import styles from './Field.module.css';
import { Icon } from './Icon';

export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

interface Props {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Draws the input itself; the given attributes tie it to label and error. */
  children: (control: ControlProps) => ReactNode;
  /** Anything inside the same frame, after the input: a unit, a button. */
  after?: ReactNode;
}

/** One labelled input with its hint and its refusal. */
export function Field({ label, hint, error, children, after }: Props) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {hint ? (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      ) : null}
      <div className={`${styles.control} ${error ? styles.bad : ''}`}>
        {children({
          id,
          'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
          'aria-invalid': error ? true : undefined,
        })}
        {after}
      </div>
      {error ? (
        <p id={`${id}-error`} className={styles.error}>
          <Icon name="alert" size="1.1em" />
          {error}
        </p>
      ) : null}
    </div>
  );
}
