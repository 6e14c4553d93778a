import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { chinaToday, formatDate } from '@/lib/date';
import { fieldProblem } from '@/lib/problem';
import { tk } from '@/messages/issue';
import { DepartmentField, DepartmentsField, Lines } from '../appeals/inputs';
import { Refusal } from '../appeals/Refusal';
import { FormDialog } from '../FormDialog';
import { ACTS, type Act, type Form, type Issue, useAct } from './api';
import styles from './Issues.module.css';

/** What the person may do with an issue. */
export function IssueActs({ issue, onReload }: { issue: Issue; onReload: () => void }) {
  const [act, setAct] = useState<Act>();
  const can = ACTS.filter((one) => issue.can.includes(one));
  return (
    <>
      {issue.state === 'chosen' && !can.includes('confirm') ? (
        <p className={styles.lead}>{tk('waiting')}</p>
      ) : null}
      {can.length > 0 ? (
        <div className={styles.acts}>
          {can.map((one, i) => (
            <Button key={one} type={i === 0 ? 'primary' : 'default'} onClick={() => setAct(one)}>
              {tk(`act.${one}`)}
            </Button>
          ))}
        </div>
      ) : null}
      {act ? (
        <ActDialog issue={issue} act={act} onClose={() => setAct(undefined)} onReload={onReload} />
      ) : null}
    </>
  );
}

interface DialogProps {
  issue: Issue;
  act: Act;
  onClose: () => void;
  onReload: () => void;
}

const FIELDS: Readonly<Record<Act, readonly string[]>> = {
  choose: ['lead', 'with', 'goal', 'due'],
  confirm: [],
  measure: ['words', 'due', 'department'],
  report: ['words'],
  return: ['words'],
  finish: ['words'],
  drop: ['words'],
  reopen: ['words'],
};

/** Says what an act brings about, and asks for what it needs. */
function ActDialog({ issue, act, onClose, onReload }: DialogProps) {
  const { message } = App.useApp();
  const [seen] = useState(issue);
  const [form, setForm] = useState<Form>({
    words: '',
    lead: seen.lead?.id ?? '',
    with: seen.with.map(({ id }) => id),
    goal: seen.goal ?? '',
    due: act === 'choose' ? (seen.due ?? '') : '',
    department: seen.lead?.id ?? '',
  });
  const doing = useAct(seen, act, () => {
    void message.success(tk('done'));
    onClose();
  });
  const change = (patch: Partial<Form>) => setForm((before) => ({ ...before, ...patch }));
  const part = { form, error: doing.error, change };
  return (
    <FormDialog
      title={tk(`act.${act}`)}
      submit={tk(`act.${act}`)}
      pending={doing.isPending}
      onClose={onClose}
      onSubmit={() => doing.mutate({ ...form, words: form.words.trim(), goal: form.goal.trim() })}
    >
      {act === 'measure' ? null : <p>{textOf(seen, act)}</p>}
      {act === 'choose' ? <ChooseFields {...part} /> : null}
      {act === 'measure' ? <MeasureFields {...part} issue={seen} /> : null}
      {act === 'choose' || act === 'confirm' || act === 'measure' ? null : (
        <Lines
          label={tk(`words.${act}`)}
          hint={tk('words.least')}
          error={fieldProblem(doing.error, 'words')}
          value={form.words}
          onChange={(words) => change({ words })}
          max={500}
        />
      )}
      <Refusal
        error={doing.error}
        fields={FIELDS[act]}
        onReload={() => {
          onReload();
          onClose();
        }}
      />
    </FormDialog>
  );
}

const textOf = (issue: Issue, act: Exclude<Act, 'measure'>) =>
  act === 'confirm'
    ? tk('text.confirm', { lead: issue.lead?.name ?? '', due: formatDate(issue.due ?? '') })
    : tk(`text.${act}`);

interface PartProps {
  form: Form;
  error: unknown;
  change: (patch: Partial<Form>) => void;
}

/** A day from today on. */
function DueField({ label, form, error, change }: PartProps & { label: string }) {
  return (
    <Field label={label} error={fieldProblem(error, 'due') || undefined}>
      {(control) => (
        <input
          {...control}
          type="date"
          min={chinaToday(new Date())}
          value={form.due}
          onChange={(event) => change({ due: event.target.value })}
        />
      )}
    </Field>
  );
}

/** Who solves it, to what end and until when. */
function ChooseFields({ form, error, change }: PartProps) {
  return (
    <>
      <DepartmentField
        label={tk('choose.lead')}
        error={fieldProblem(error, 'lead') || undefined}
        value={form.lead}
        onChange={(lead) => change({ lead, with: form.with.filter((one) => one !== lead) })}
      />
      <DepartmentsField
        label={tk('choose.with')}
        error={fieldProblem(error, 'with') || undefined}
        value={form.with}
        except={form.lead}
        onChange={(helpers) => change({ with: helpers })}
      />
      <Lines
        label={tk('choose.goal')}
        hint={tk('words.least')}
        error={fieldProblem(error, 'goal')}
        rows={3}
        max={500}
        value={form.goal}
        onChange={(goal) => change({ goal })}
      />
      <DueField label={tk('choose.due')} form={form} error={error} change={change} />
    </>
  );
}

/** What one department does about it. */
function MeasureFields({ form, error, change, issue }: PartProps & { issue: Issue }) {
  const departments = [...(issue.lead ? [issue.lead] : []), ...issue.with];
  return (
    <>
      <Lines
        label={tk('measure.words')}
        hint={tk('words.least')}
        error={fieldProblem(error, 'words')}
        rows={3}
        max={500}
        value={form.words}
        onChange={(words) => change({ words })}
      />
      <DueField label={tk('measure.due')} form={form} error={error} change={change} />
      {departments.length > 1 ? (
        <Field
          label={tk('measure.department')}
          error={fieldProblem(error, 'department') || undefined}
        >
          {({ id, ...control }) => (
            <Select
              id={id}
              {...control}
              className={styles.select ?? ''}
              variant="borderless"
              value={form.department}
              options={departments.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(department) => change({ department })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
