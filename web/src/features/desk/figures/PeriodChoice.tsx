import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { tf } from '@/messages/figure';
import styles from './Figures.module.css';
import { LENGTHS, type Length, lengthOf, nameOf, type Period, shifted, turnedInto } from './period';

interface Props {
  period: Period;
  onChange: (period: Period) => void;
}

/** Which months are looked at: a month, a quarter, a year, or from one to another. */
export function PeriodChoice({ period, onChange }: Props) {
  const length = lengthOf(period);
  const [free, setFree] = useState(false);
  const other = free || length === 'other';
  return (
    <div className={styles.month}>
      <Segmented<Length>
        aria-label={tf('rates.length')}
        value={other ? 'other' : length}
        options={LENGTHS.map((value) => ({ value, label: tf(`rates.length.${value}`) }))}
        onChange={(next) => {
          setFree(next === 'other');
          onChange(turnedInto(period, next));
        }}
      />
      <fieldset className={styles.month} aria-label={tf('rates.period')}>
        <Button onClick={() => onChange(shifted(period, -1))}>{tf('rates.previous')}</Button>
        {other ? (
          <>
            <MonthInput
              label={tf('rates.from')}
              value={period.month}
              onChange={(month) =>
                onChange({ month, until: month > period.until ? month : period.until })
              }
            />
            <MonthInput
              label={tf('rates.until')}
              value={period.until}
              onChange={(until) =>
                onChange({ month: until < period.month ? until : period.month, until })
              }
            />
          </>
        ) : (
          <strong>{nameOf(period)}</strong>
        )}
        <Button onClick={() => onChange(shifted(period, 1))}>{tf('rates.next')}</Button>
      </fieldset>
    </div>
  );
}

interface InputProps {
  label: string;
  value: string;
  onChange: (month: string) => void;
}

/** A month; nothing happens as long as what stands there is none. */
function MonthInput({ label, value, onChange }: InputProps) {
  return (
    <input
      type="month"
      aria-label={label}
      className={styles.monthInput}
      value={value}
      min="2000-01"
      max="2999-12"
      onChange={(event) => {
        if (/^2\d{3}-(0[1-9]|1[0-2])$/.test(event.target.value)) onChange(event.target.value);
      }}
    />
  );
}
