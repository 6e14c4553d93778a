import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { Field } from '@/components/Field';
import { tq } from '@/messages/appealDesk';
import { clearable } from '../list/clearable';
import { departmentsQuery } from '../places/api';
import styles from './Appeals.module.css';

interface TextProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (words: string) => void;
  rows?: number;
  max?: number;
}

/** Some lines of text. */
export function Lines({ label, hint, error, value, onChange, rows = 4, max = 5000 }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...control}
          rows={rows}
          maxLength={max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<V extends string> {
  legend: string;
  options: ReadonlyArray<{ value: V; label: string; note?: string | undefined }>;
  value: V | '';
  onChange: (value: V) => void;
  error?: string | undefined;
}

/** One of a few, all in sight. */
export function OneOf<V extends string>({
  legend,
  options,
  value,
  onChange,
  error,
}: ChoiceProps<V>) {
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      {options.map((one) => (
        <label key={one.value} className={styles.choice}>
          <input
            type="radio"
            name={legend}
            checked={value === one.value}
            onChange={() => onChange(one.value)}
          />
          <span>
            {one.label}
            {one.note ? <small>{one.note}</small> : null}
          </span>
        </label>
      ))}
      {error ? <p className={styles.wrong}>{error}</p> : null}
    </fieldset>
  );
}

interface DepartmentProps {
  label: string;
  value: string;
  onChange: (id: string) => void;
  error?: string | undefined;
  hint?: ReactNode;
}

/** A department by its name. */
export function DepartmentField({ label, value, onChange, error, hint }: DepartmentProps) {
  const departments = useQuery(departmentsQuery);
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, ...control }) => (
        <Select
          id={id}
          {...control}
          className={styles.select ?? ''}
          variant="borderless"
          allowClear={clearable}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={tq('department.choose')}
          loading={departments.isPending}
          value={value || null}
          options={departments.data ?? []}
          onChange={(next) => onChange(next ?? '')}
        />
      )}
    </Field>
  );
}

interface DepartmentsProps {
  label: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  error?: string | undefined;
  hint?: ReactNode;
  except: string;
}

/** Several departments by their names, at most ten. */
export function DepartmentsField({
  label,
  value,
  onChange,
  error,
  hint,
  except,
}: DepartmentsProps) {
  const departments = useQuery(departmentsQuery);
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, ...control }) => (
        <Select
          id={id}
          {...control}
          className={styles.select ?? ''}
          variant="borderless"
          mode="multiple"
          maxCount={10}
          allowClear={clearable}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={tq('department.none')}
          loading={departments.isPending}
          value={[...value]}
          options={(departments.data ?? []).filter((one) => one.value !== except)}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
