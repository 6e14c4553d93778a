import styles from './DayInput.module.css';

interface Props {
  label: string;
  /** The day as YYYY-MM-DD. */
  value: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (day: string | undefined) => void;
}

/** A day by which a list is narrowed. */
export function DayInput({ label, value, min, max, onChange }: Props) {
  return (
    <label className={styles.day}>
      <span>{label}</span>
      <input
        type="date"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </label>
  );
}
