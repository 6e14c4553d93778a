import styles from './Choice.module.css';

interface Props {
  label: string;
  /** The word for "no restriction"; without it one of the options is always chosen. */
  any?: string;
  value: string | undefined;
  options: ReadonlyArray<readonly [value: string, label: string]>;
  onChange: (value: string) => void;
}

/** Narrows or orders a list by one of a few values. */
export function Choice({ label, any, value, options, onChange }: Props) {
  return (
    <select
      className={`${styles.select} ${any && value ? styles.on : ''}`}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      {any ? <option value="">{any}</option> : null}
      {options.map(([code, words]) => (
        <option key={code} value={code}>
          {words}
        </option>
      ))}
    </select>
  );
}
