import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useId, useState } from 'react';
import { useSettled } from '@/lib/useSettled';
import { te } from '@/messages/editor';
import { clearable } from '../list/clearable';
import { policiesQuery, policyQuery } from './api';
import styles from './Editor.module.css';

/** Chooses the policy that a measure rests on. */
export function PolicySelect({
  value,
  onChange,
}: {
  value: string;
  onChange: (id: string | undefined) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const found = useQuery(policiesQuery(useSettled(typed, 250)));
  const chosen = useQuery(policyQuery(value));
  const choices = found.data ?? [];
  const own = chosen.data;
  const list = own && !choices.some((one) => one.id === own.id) ? [own, ...choices] : choices;
  return (
    <div className={styles.labelled}>
      <label htmlFor={id}>{te('guide.policy')}</label>
      <Select
        id={id}
        placeholder={te('guide.policy.choose')}
        allowClear={clearable}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        notFoundContent={te('guide.policy.none')}
        value={value === '' ? null : value}
        options={list.map((one) => ({
          value: one.id,
          label: one.standing === 'in_force' ? one.title : `${one.title}（${one.standing_label}）`,
          title: one.document_no,
        }))}
        {...(value !== '' && chosen.data === null
          ? { labelRender: () => te('guide.policy.gone'), status: 'error' as const }
          : {})}
        onChange={(next) => onChange(next ?? undefined)}
      />
      <p className={styles.help}>
        {own
          ? `${own.document_no} ${own.reviewed ? '' : te('guide.policy.unreviewed')}`
          : te('guide.policy.hint')}
      </p>
    </div>
  );
}
