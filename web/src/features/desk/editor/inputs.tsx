import { Input, Select } from 'antd';
import { useId, useState } from 'react';
import {
  formatMoney,
  fullYuan,
  type MoneyUnit,
  parseMoney,
  plainDigits,
  typedMoney,
} from '@/lib/money';
import { te } from '@/messages/editor';
import { t } from '@/messages/shared';
import styles from './Editor.module.css';
import { type Measure, percentText, percentValue, type Span, spanOf, spanText } from './vocabulary';

interface TypedProps<T> {
  label: string;
  value: T | undefined;
  read: (typed: string) => T | null;
  write: (value: T) => string;
  onChange: (value: T | undefined) => void;
  suffix?: React.ReactNode;
  wrong: string;
  className?: string | undefined;
}

/** What is typed stays as it is typed; only what can be read is passed on. */
export function TypedInput<T extends string | number>({
  label,
  value,
  read,
  write,
  onChange,
  suffix,
  wrong,
  className,
}: TypedProps<T>) {
  const id = useId();
  const [typed, setTyped] = useState(value === undefined ? '' : write(value));
  const [known, setKnown] = useState(value);
  if (value !== known) {
    // Changed from outside, by undoing or by another's version.
    setKnown(value);
    if ((typed === '' ? undefined : read(typed)) !== value) {
      setTyped(value === undefined ? '' : write(value));
    }
  }
  const bad = typed !== '' && read(typed) === null;
  return (
    <span className={`${styles.typed} ${className ?? ''}`}>
      <Input
        aria-label={label}
        aria-invalid={bad || undefined}
        aria-describedby={bad ? id : undefined}
        inputMode="decimal"
        autoComplete="off"
        status={bad ? 'error' : ''}
        suffix={suffix}
        value={typed}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          const next = text.trim() === '' ? undefined : (read(text.trim()) ?? undefined);
          setKnown(next);
          onChange(next);
        }}
      />
      {bad ? (
        <span id={id} role="alert" className={styles.wrong}>
          {wrong}
        </span>
      ) : null}
    </span>
  );
}

const NUMBER = /^-?\d+(\.\d+)?$/;

const readNumber = (typed: string): number | null => {
  const digits = plainDigits(typed);
  return NUMBER.test(digits) ? Number(digits) : null;
};

/** Tens of thousands are what sums are usually told in. */
const usualUnit = (yuan: string | undefined): MoneyUnit =>
  yuan === undefined || (Number(yuan) !== 0 && Number(yuan) % 1000 === 0) ? 'wan' : 'yuan';

interface MoneyProps {
  label: string;
  /** Yuan in digits, without separators. */
  value: string | undefined;
  onChange: (yuan: string | undefined) => void;
  className?: string | undefined;
}

/** A sum in 元 or 万元, said back so that a slip of four zeros is seen. */
export function MoneyInput({ label, value, onChange, className }: MoneyProps) {
  const [unit, setUnit] = useState<MoneyUnit>(() => usualUnit(value));
  return (
    <span className={`${styles.money} ${className ?? ''}`}>
      <TypedInput
        key={unit}
        label={label}
        value={value}
        read={(typed) => parseMoney(typed, unit)}
        write={(yuan) => typedMoney(yuan, unit)}
        onChange={onChange}
        wrong={te('wrong.money')}
      />
      <Select<MoneyUnit>
        className={styles.unit ?? ''}
        aria-label={te('money.unitOf', { label })}
        value={unit}
        options={[
          { value: 'wan', label: t('money.unit.wan') },
          { value: 'yuan', label: t('money.unit') },
        ]}
        onChange={setUnit}
      />
      {value ? (
        <span className={styles.echo}>
          {te('money.is', { money: unit === 'wan' ? fullYuan(value) : formatMoney(value) })}
        </span>
      ) : null}
    </span>
  );
}

/** A sum as definitions write it: `"1234.50"`. */
export function AmountInput({
  value,
  onChange,
  ...rest
}: Omit<MoneyProps, 'value'> & { value: string | undefined }) {
  const plain = !value ? undefined : value.replace(/\.00$/, '').replace(/(\.\d)0$/, '$1');
  return (
    <MoneyInput
      {...rest}
      value={plain}
      onChange={(yuan) => {
        if (yuan === undefined) return onChange(undefined);
        const [whole = '0', decimals = ''] = yuan.split('.');
        onChange(`${whole}.${decimals.padEnd(2, '0')}`);
      }}
    />
  );
}

interface MeasuredProps {
  label: string;
  measure: Measure;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** A number in what it is measured in. */
export function MeasuredInput({ label, measure, value, onChange }: MeasuredProps) {
  if (measure.type === 'money') {
    return (
      <MoneyInput
        label={label}
        value={value === undefined ? undefined : String(value)}
        onChange={(yuan) => onChange(yuan === undefined ? undefined : Number(yuan))}
      />
    );
  }
  if (measure.type === 'percent') {
    return (
      <TypedInput
        className={styles.short}
        label={label}
        value={value}
        read={(typed) => percentValue(plainDigits(typed).replace(/%$/, ''), measure.base)}
        write={(share) => percentText(share, measure.base)}
        onChange={onChange}
        suffix="%"
        wrong={te('wrong.number')}
      />
    );
  }
  return (
    <TypedInput
      className={styles.short}
      label={label}
      value={value}
      read={readNumber}
      write={String}
      onChange={onChange}
      suffix={measure.unit}
      wrong={te('wrong.number')}
    />
  );
}

const SPANS = [
  ['years', 'span.years'],
  ['months', 'span.months'],
  ['days', 'span.days'],
] as const;

/** A length of time in years, months and days. */
export function SpanInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (span: string | undefined) => void;
}) {
  const span: Span = spanOf(value) ?? { years: '', months: '', days: '' };
  return (
    <span className={styles.span}>
      {SPANS.map(([part, word]) => (
        <TypedInput
          key={part}
          label={`${label} ${te(word)}`}
          value={span[part] === '' ? undefined : span[part]}
          read={(typed) => (/^\d{1,4}$/.test(plainDigits(typed)) ? plainDigits(typed) : null)}
          write={String}
          onChange={(n) => onChange(spanText({ ...span, [part]: n ?? '' }))}
          suffix={te(word)}
          wrong={te('wrong.number')}
        />
      ))}
    </span>
  );
}
