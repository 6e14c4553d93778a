import { useQuery } from '@tanstack/react-query';
import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { td } from '@/messages/desk';
import { tg } from '@/messages/guideDesk';
import { t } from '@/messages/shared';
import { FormDialog } from '../FormDialog';
import { CodeSelect } from '../list/CodeSelect';
import { clearable } from '../list/clearable';
import { KINDS } from '../measures/search';
import { Wrong } from '../Wrong';
import { choicesQuery, type Guide, type GuideForm, useSaveGuide } from './api';
import styles from './Guides.module.css';

const SIZES = ['large', 'medium', 'small', 'micro'] as const;

interface Props {
  /** The guide to change with the version that was seen; none to make one. */
  guide?: Guide;
  version?: string;
  onClose: () => void;
  onSaved: (code: string) => void;
}

/** Makes a guide or changes one: for whom it is, and which measures it shows. */
export function GuideDialog({ guide, version = '', onClose, onSaved }: Props) {
  const [form, setForm] = useState<GuideForm>({
    title: guide?.title ?? '',
    theme: guide?.theme ?? '',
    place: guide?.place ?? '',
    division: guide?.division ?? '',
    search: guide?.search ?? '',
    by_filter: guide?.by_filter ?? true,
    pinned: guide?.pinned ?? [],
    ...(guide?.industry ? { industry: guide.industry } : {}),
    ...(guide?.size_class ? { size_class: guide.size_class } : {}),
    ...(guide?.kind ? { kind: guide.kind } : {}),
  });
  const choices = useQuery(choicesQuery);
  const saving = useSaveGuide(guide?.code, version);
  const change = (patch: { [K in keyof GuideForm]?: GuideForm[K] | undefined }) =>
    setForm((before) => {
      const next: Record<string, unknown> = { ...before, ...patch };
      for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
      return next as GuideForm;
    });
  const text = (key: 'title' | 'theme' | 'place' | 'search', max: number, hint?: string) => (
    <Field
      label={tg(key === 'title' ? 'form.name' : `form.${key}`)}
      hint={hint}
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
  const known = ['title', 'theme', 'place', 'search', 'division', 'pinned'].some((field) =>
    fieldProblem(saving.error, field),
  );
  return (
    <FormDialog
      title={tg(guide ? 'form.title.edit' : 'form.title.new')}
      submit={tg('form.save')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() => saving.mutate(form, { onSuccess: (saved) => onSaved(saved.code) })}
    >
      {text('title', 40, tg('form.name.hint'))}
      {text('theme', 60)}
      {text('place', 60)}
      <CodeSelect
        tree="division"
        label={tg('form.division')}
        value={form.division || undefined}
        onChange={(division) => change({ division: division ?? '' })}
      />
      <CodeSelect
        tree="industry"
        label={tg('form.industry')}
        value={form.industry}
        onChange={(industry) => change({ industry })}
      />
      <Select
        aria-label={tg('form.size')}
        placeholder={tg('form.size')}
        allowClear={clearable}
        value={form.size_class ?? null}
        options={SIZES.map((size) => ({ value: size, label: td(`size.${size}`) }))}
        onChange={(size) => change({ size_class: size ?? undefined })}
      />
      <Checkbox
        checked={form.by_filter}
        onChange={(event) => change({ by_filter: event.target.checked })}
      >
        {tg('form.filter')}
      </Checkbox>
      {form.by_filter ? (
        <>
          <Select
            aria-label={tg('form.kind')}
            placeholder={tg('form.kind')}
            allowClear={clearable}
            value={form.kind ?? null}
            options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            onChange={(kind) => change({ kind: kind ?? undefined })}
          />
          {text('search', 60)}
        </>
      ) : null}
      <div className={styles.pinned}>
        <span aria-hidden>{tg('form.pinned')}</span>
        <Select
          mode="multiple"
          aria-label={tg('form.pinned')}
          placeholder={tg('form.pinned.hint')}
          loading={choices.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          value={form.pinned}
          options={choices.data ?? []}
          onChange={(pinned: string[]) => change({ pinned })}
        />
        <Wrong text={fieldProblem(saving.error, 'pinned')} />
      </div>
      {known ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}
