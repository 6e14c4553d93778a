import { Checkbox } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { tb } from '@/messages/appealBeside';
import { FormDialog } from '../FormDialog';
import { Lines } from './inputs';
import { type Template, useSaveTemplate } from './templates';

interface Props {
  /** The template to change; none to add one. */
  template: Template | undefined;
  /** Whether the person may add one for everybody. */
  centre: boolean;
  onClose: () => void;
}

/** What words may leave open, as it is written in them. */
const PLACEHOLDERS = tb('template.placeholders')
  .split(' ')
  .map((name) => `{${name}}`)
  .join('、');

/** Adds prepared words, or changes some. */
export function TemplateDialog({ template, centre, onClose }: Props) {
  const [form, setForm] = useState({
    title: template?.title ?? '',
    words: template?.words ?? '',
    centre,
  });
  const saving = useSaveTemplate(template);
  const refused = (field: string) => fieldProblem(saving.error, field) || undefined;
  const known = Boolean(refused('title') || refused('words'));
  return (
    <FormDialog
      title={tb(template ? 'template.edit' : 'template.add')}
      submit={tb('template.save')}
      pending={saving.isPending}
      onClose={onClose}
      onSubmit={() => saving.mutate(form, { onSuccess: onClose })}
    >
      <Field label={tb('template.name')} error={refused('title')}>
        {(control) => (
          <input
            {...control}
            maxLength={40}
            value={form.title}
            onChange={(event) => setForm({ ...form, title: event.target.value })}
          />
        )}
      </Field>
      <Lines
        label={tb('template.words')}
        hint={tb('template.words.hint', { list: PLACEHOLDERS })}
        error={refused('words')}
        rows={8}
        max={2000}
        value={form.words}
        onChange={(words) => setForm({ ...form, words })}
      />
      {!template && centre ? (
        <Checkbox
          checked={form.centre}
          onChange={(event) => setForm({ ...form, centre: event.target.checked })}
        >
          {tb('template.centre.add')}
        </Checkbox>
      ) : null}
      {known ? null : <ProblemNote error={saving.error} />}
    </FormDialog>
  );
}
