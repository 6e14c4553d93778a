import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { ts } from '@/messages/place';
import { FormDialog } from '../FormDialog';
import { CodeSelect } from '../list/CodeSelect';
import { clearable } from '../list/clearable';
import { departmentsQuery, KINDS, type Place, type PlaceForm, useSavePlace } from './api';

interface Props {
  /** The place to change; none to add one. */
  place?: Place | undefined;
  onClose: () => void;
  onSaved: () => void;
}

/** Adds a place where a QR code will hang, or changes one. */
export function PlaceDialog({ place, onClose, onSaved }: Props) {
  const [form, setForm] = useState<PlaceForm>({
    name: place?.name ?? '',
    kind: place?.kind ?? 'park',
    division: place?.division ?? '',
    address: place?.address ?? '',
    department: place?.department ?? '',
  });
  const departments = useQuery(departmentsQuery);
  const saving = useSavePlace(place);
  const change = (patch: Partial<PlaceForm>) => setForm((before) => ({ ...before, ...patch }));
  const text = (key: 'name' | 'address', max: number) => (
    <Field
      label={ts(`place.${key}`)}
      hint={ts(`form.${key}.hint`)}
      error={fieldProblem(saving.error, key)}
    >
      {(control) => (
        <input
          {...control}
          maxLength={max}
          value={form[key] ?? ''}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  const known = ['name', 'address'].some((field) => fieldProblem(saving.error, field));
  return (
    <FormDialog
      title={ts(place ? 'form.title.edit' : 'form.title.new')}
      submit={ts('form.save')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() => saving.mutate(form, { onSuccess: onSaved })}
    >
      {text('name', 40)}
      <Select
        aria-label={ts('place.kind')}
        value={form.kind}
        options={KINDS.map((kind) => ({ value: kind, label: ts(`place.kind.${kind}`) }))}
        onChange={(kind) => change({ kind })}
      />
      <CodeSelect
        tree="division"
        label={ts('place.division')}
        value={form.division || undefined}
        onChange={(division) => change({ division: division ?? '' })}
      />
      {text('address', 80)}
      <Select
        aria-label={ts('place.department')}
        placeholder={ts('place.department')}
        allowClear={clearable}
        loading={departments.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        value={form.department || null}
        options={departments.data ?? []}
        onChange={(department) => change({ department: department ?? '' })}
      />
      {known ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}
