import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { useSettled } from '@/lib/useSettled';
import { tb } from '@/messages/appealBeside';
import { clearable } from '../list/clearable';
import { enterpriseQuery } from '../registry/api';
import cards from './Appeals.module.css';
import { firmsQuery, spotsQuery } from './record';

interface FirmProps {
  value: string;
  error: string | undefined;
  onChange: (uscc: string) => void;
}

/** The enterprise that somebody speaks for, by its name or its code. */
export function FirmField({ value, error, onChange }: FirmProps) {
  const [typed, setTyped] = useState('');
  const wanted = useSettled(typed, 250);
  const found = useQuery(firmsQuery(wanted));
  const chosen = useQuery({ ...enterpriseQuery(value), enabled: value !== '' });
  const list = (found.data ?? []).map((one) => ({
    value: one.uscc,
    label: one.name,
    note: [one.uscc, one.division?.label].filter(Boolean).join(' · '),
  }));
  const own = chosen.data;
  const options =
    own && value !== '' && !list.some((one) => one.value === value)
      ? [{ value, label: own.name, note: own.uscc }, ...list]
      : list;
  return (
    <Field label={tb('record.firm')} hint={tb('record.firm.hint')} error={error}>
      {({ id, ...control }) => (
        <Select
          id={id}
          {...control}
          className={cards.select ?? ''}
          variant="borderless"
          allowClear={clearable}
          showSearch={{ filterOption: false, onSearch: setTyped }}
          notFoundContent={tb(wanted.trim().length < 2 ? 'record.firm.type' : 'record.firm.none')}
          placeholder={tb('record.firm.person')}
          loading={found.isFetching}
          value={value || null}
          options={options}
          optionRender={(option) => (
            <>
              {option.label}
              <small className={cards.small}>{option.data.note}</small>
            </>
          )}
          onChange={(next) => onChange(next ?? '')}
        />
      )}
    </Field>
  );
}

/** A place that hangs a code, by its name. */
export function SpotField({
  value,
  onChange,
}: {
  value: string;
  onChange: (code: string) => void;
}) {
  const [typed, setTyped] = useState('');
  const found = useQuery(spotsQuery(useSettled(typed, 250)));
  return (
    <Field label={tb('record.spot')} hint={tb('record.spot.hint')}>
      {({ id, ...control }) => (
        <Select
          id={id}
          {...control}
          className={cards.select ?? ''}
          variant="borderless"
          allowClear={clearable}
          showSearch={{ filterOption: false, onSearch: setTyped }}
          notFoundContent={tb('record.spot.none')}
          placeholder={tb('record.spot.choose')}
          loading={found.isFetching}
          value={value || null}
          options={(found.data ?? []).map((one) => ({ value: one.code, label: one.name }))}
          onChange={(next) => onChange(next ?? '')}
        />
      )}
    </Field>
  );
}
