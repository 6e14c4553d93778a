import { useQuery } from '@tanstack/react-query';
import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { tx } from '@/messages/exchange';
import { FormDialog } from '../FormDialog';
import { clearable } from '../list/clearable';
import { departmentsQuery } from '../places/api';
import styles from './Partners.module.css';
import { type Partner, partnersQuery, useSavePartner } from './partners';

interface Props {
  /** The one that is changed, none for a new one. */
  partner?: Partner | undefined;
  onClose: () => void;
  onSaved: (partner: Partner) => void;
}

const FIELDS = ['name', 'code', 'endpoint', 'department', 'events'] as const;

/** What is agreed with another system. */
export function PartnerDialog({ partner, onClose, onSaved }: Props) {
  const [form, setForm] = useState({
    code: partner?.code ?? '',
    name: partner?.name ?? '',
    endpoint: partner?.endpoint ?? '',
    department: partner?.department ?? '',
    events: [...(partner?.events ?? [])],
    off: partner?.off ?? false,
  });
  const departments = useQuery(departmentsQuery);
  const { data } = useQuery(partnersQuery);
  const saving = useSavePartner(partner);
  const change = (patch: Partial<typeof form>) => setForm((before) => ({ ...before, ...patch }));
  const wrong = (name: (typeof FIELDS)[number]) => fieldProblem(saving.error, name) || undefined;
  return (
    <FormDialog
      title={partner ? tx('partner.change') : tx('partner.add')}
      submit={partner ? tx('partner.save') : tx('partner.add')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() =>
        saving.mutate(form, {
          onSuccess: (saved) => onSaved(saved),
        })
      }
    >
      <Field label={tx('partner.name')} error={wrong('name')}>
        {(control) => (
          <input
            {...control}
            maxLength={60}
            value={form.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      {partner ? null : (
        <Field label={tx('partner.code')} hint={tx('partner.code.hint')} error={wrong('code')}>
          {(control) => (
            <input
              {...control}
              maxLength={32}
              value={form.code}
              onChange={(event) => change({ code: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field
        label={tx('partner.endpoint')}
        hint={tx('partner.endpoint.hint')}
        error={wrong('endpoint')}
      >
        {(control) => (
          <input
            {...control}
            type="url"
            maxLength={500}
            value={form.endpoint}
            onChange={(event) => change({ endpoint: event.target.value })}
          />
        )}
      </Field>
      <fieldset className={styles.events}>
        <legend>{tx('partner.events')}</legend>
        <Checkbox.Group
          value={form.events}
          options={(data?.events ?? []).map((one) => ({ value: one.event, label: one.label }))}
          onChange={(events) => change({ events })}
        />
        {wrong('events') ? <p role="alert">{wrong('events')}</p> : null}
      </fieldset>
      <div className={styles.choice}>
        <span>{tx('partner.department')}</span>
        <Select
          aria-label={tx('partner.department')}
          placeholder={tx('partner.department.none')}
          allowClear={clearable}
          showSearch={{ optionFilterProp: 'label' }}
          value={form.department || null}
          options={departments.data ?? []}
          onChange={(department) => change({ department: department ?? '' })}
        />
        {wrong('department') ? <p role="alert">{wrong('department')}</p> : null}
      </div>
      {partner ? (
        <Checkbox checked={form.off} onChange={(event) => change({ off: event.target.checked })}>
          {tx('partner.off.long')}
        </Checkbox>
      ) : null}
      {FIELDS.some((name) => wrong(name)) ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}
