import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { formatMoney, fullYuan, type MoneyUnit, parseMoney } from '@/lib/money';
import { tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import { codesQuery, type FactKey } from './api';
import styles from './FactSheet.module.css';
import { type FactDraft, type FactKind, isMoney } from './value';

interface Props {
  factKey: FactKey;
  draft: FactDraft;
  refused: Partial<Record<keyof FactDraft, string>>;
  onChange: (draft: FactDraft) => void;
}

/** Choices up to this number are all shown; more go into a list to open. */
const SHOWN_CHOICES = 6;

/** The inputs for one fact, by its kind. */
export function FactInputs({ factKey, draft, refused, onChange }: Props) {
  const kind = factKey.kind as FactKind;
  const set = (text: string) => onChange({ ...draft, text });
  const options = factKey.options ?? [];
  const common = { label: factKey.label, value: draft.text, error: refused.text, onChange: set };
  if (kind === 'bool') {
    return (
      <Choices
        {...common}
        pair
        options={[
          { value: 'true', label: tm('fact.yes') },
          { value: 'false', label: tm('fact.no') },
        ]}
      />
    );
  }
  if (isMoney(kind, factKey.unit)) {
    return (
      <MoneyInput {...common} unit={draft.unit} onUnit={(unit) => onChange({ ...draft, unit })} />
    );
  }
  if (kind === 'number') return <NumberInput {...common} unit={factKey.unit ?? ''} />;
  if (kind === 'date') return <DateInput {...common} />;
  if (kind === 'qualification') {
    return (
      <>
        <Choices {...common} options={options} />
        <DateInput
          label={tm('fact.from')}
          value={draft.from}
          error={refused.from}
          onChange={(from) => onChange({ ...draft, from })}
        />
        <DateInput
          label={tm('fact.to')}
          value={draft.to}
          error={refused.to}
          onChange={(to) => onChange({ ...draft, to })}
        />
      </>
    );
  }
  if (kind === 'code' && (factKey.key === 'industry' || factKey.key === 'division')) {
    return <TreeInput {...common} tree={factKey.key} />;
  }
  if (options.length > 0) return <Choices {...common} options={options} />;
  return (
    <Field label={common.label} error={common.error}>
      {(control) => (
        <input {...control} value={draft.text} onChange={(event) => set(event.target.value)} />
      )}
    </Field>
  );
}

interface InputProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function NumberInput({ label, value, error, onChange, unit }: InputProps & { unit: string }) {
  return (
    <Field
      label={label}
      error={error}
      after={unit ? <span className={styles.suffix}>{unit}</span> : null}
    >
      {(control) => (
        <input
          {...control}
          className={styles.big}
          inputMode="decimal"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const UNITS: ReadonlyArray<{
  unit: MoneyUnit;
  word: 'money.unit' | 'money.unit.wan';
}> = [
  { unit: 'yuan', word: 'money.unit' },
  { unit: 'wan', word: 'money.unit.wan' },
];

/** A sum in 元 or 万元, said back in full so that a slip of four zeros is seen. */
function MoneyInput({
  label,
  value,
  error,
  onChange,
  unit,
  onUnit,
}: InputProps & { unit: MoneyUnit; onUnit: (unit: MoneyUnit) => void }) {
  const yuan = parseMoney(value, unit);
  // Said in the other unit than it was typed in.
  const said =
    yuan && tm('fact.inYuan', { amount: unit === 'wan' ? fullYuan(yuan) : formatMoney(yuan) });
  return (
    <div>
      <Field
        label={label}
        error={error}
        after={
          // biome-ignore lint/a11y/useSemanticElements: two buttons beside an input, not a set of fields
          <span className={styles.unit} role="group" aria-label={tm('fact.unit')}>
            {UNITS.map((choice) => (
              <button
                key={choice.unit}
                type="button"
                aria-pressed={unit === choice.unit}
                onClick={() => onUnit(choice.unit)}
              >
                {t(choice.word)}
              </button>
            ))}
          </span>
        }
      >
        {(control) => (
          <input
            {...control}
            className={styles.big}
            inputMode="decimal"
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <p className={styles.echo} aria-live="polite">
        {said}
      </p>
    </div>
  );
}

function DateInput({ label, value, error, onChange }: InputProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          type="date"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface Option {
  value: string;
  label: string;
}

function Choices({
  label,
  value,
  error,
  onChange,
  options,
  pair = false,
}: InputProps & { options: Option[]; pair?: boolean }) {
  if (options.length > SHOWN_CHOICES) {
    return (
      <Field label={label} error={error}>
        {(control) => (
          <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">{tm('fact.choose')}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  }
  return (
    <fieldset className={`${styles.choices} ${pair ? styles.pair : ''}`}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input
            type="radio"
            name="choice"
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
      {error ? <p role="alert">{error}</p> : null}
    </fieldset>
  );
}

/** A code from a tree, chosen level by level; each level narrows the one before. */
function TreeInput({
  label,
  error,
  onChange,
  tree,
}: InputProps & { tree: 'industry' | 'division' }) {
  const [path, setPath] = useState<string[]>([]);
  const choose = (level: number, code: string) => {
    const next = code ? [...path.slice(0, level), code] : path.slice(0, level);
    setPath(next);
    onChange(next.at(-1) ?? '');
  };
  return (
    <div className={styles.levels}>
      {['', ...path].map((parent, level) => (
        <Level
          key={parent}
          tree={tree}
          parent={parent}
          label={level === 0 ? label : tm('fact.chooseLevel')}
          error={level === 0 ? error : undefined}
          value={path[level] ?? ''}
          onChange={(code) => choose(level, code)}
        />
      ))}
    </div>
  );
}

function Level({
  tree,
  parent,
  label,
  error,
  value,
  onChange,
}: InputProps & { tree: 'industry' | 'division'; parent: string }) {
  const { data } = useQuery(codesQuery(tree, parent));
  if (parent && (!data || data.length === 0)) return null;
  return (
    <Field label={label} error={error}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{tm('fact.choose')}</option>
          {(data ?? []).map((option) => (
            <option key={option.code} value={option.code}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
