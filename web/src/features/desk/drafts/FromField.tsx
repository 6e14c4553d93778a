import { Field } from '@/components/Field';
import { chinaToday } from '@/lib/date';

interface Props {
  label: string;
  error: string | undefined;
  value: string;
  onChange: (day: string) => void;
}

/** The day from which a draft is to hold, today at the earliest; none is typed as none. */
export function FromField({ label, error, value, onChange }: Props) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          type="date"
          min={chinaToday(new Date())}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
