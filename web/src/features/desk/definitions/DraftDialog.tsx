import { App, Checkbox } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { fieldProblem } from '@/lib/problem';
import { ty } from '@/messages/definition';
import { Lines, OneOf } from '../appeals/inputs';
import { Refusal } from '../appeals/Refusal';
import { FormDialog } from '../FormDialog';
import { Wrong } from '../Wrong';
import { type Choice, type Rule, useDraft, type View } from './api';
import styles from './Definitions.module.css';

/** The month after one. */
function following(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

interface Props {
  view: View;
  onClose: () => void;
}

/** Drafts another version, beginning with the one that counts now. */
export function DraftDialog({ view, onClose }: Props) {
  const { message } = App.useApp();
  const latest = view.editions[0];
  const [month, setMonth] = useState(following(following(view.month)));
  const [rules, setRules] = useState<Rule[]>(latest?.rules ?? []);
  const [days, setDays] = useState(String(latest?.days ?? 0));
  const [reasons, setReasons] = useState((latest?.reasons ?? []).join('\n'));
  const [source, setSource] = useState('');
  const [reason, setReason] = useState('');
  const drafting = useDraft();
  const wrong = (field: string) => fieldProblem(drafting.error, field) || undefined;
  return (
    <FormDialog
      title={ty('ask')}
      submit={ty('submit')}
      pending={drafting.isPending}
      onClose={onClose}
      onSubmit={() =>
        drafting.mutate(
          {
            month,
            rules,
            days: Number(days) || 0,
            reasons: reasons
              .split('\n')
              .map((one) => one.trim())
              .filter(Boolean),
            source: source.trim(),
            reason: reason.trim(),
          },
          {
            onSuccess: () => {
              void message.success(ty('asked'));
              onClose();
            },
          },
        )
      }
    >
      <Field label={ty('form.month')} error={wrong('month')}>
        {(control) => (
          <input
            {...control}
            type="month"
            value={month}
            onChange={(event) => setMonth(event.target.value)}
          />
        )}
      </Field>
      {rules.map((rule) => (
        <RuleFields
          key={rule.rate}
          rule={rule}
          kinds={view.kinds}
          closings={view.closings}
          onChange={(next) =>
            setRules((list) => list.map((one) => (one.rate === next.rate ? next : one)))
          }
        />
      ))}
      <Wrong text={wrong('rules')} />
      <Field label={ty('form.days')} error={wrong('days')}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={days}
            onChange={(event) => setDays(event.target.value.replace(/\D/g, '').slice(0, 2))}
          />
        )}
      </Field>
      <Lines
        label={ty('form.reasons')}
        error={wrong('reasons')}
        rows={5}
        max={1300}
        value={reasons}
        onChange={setReasons}
      />
      <Lines
        label={ty('form.source')}
        hint={ty('words.least')}
        error={wrong('source')}
        rows={2}
        max={200}
        value={source}
        onChange={setSource}
      />
      <Lines
        label={ty('form.reason')}
        hint={ty('words.least')}
        error={wrong('reason')}
        rows={2}
        max={200}
        value={reason}
        onChange={setReason}
      />
      <Refusal
        error={drafting.error}
        fields={['month', 'rules', 'days', 'reasons', 'source', 'reason']}
      />
    </FormDialog>
  );
}

interface RuleProps {
  rule: Rule;
  kinds: readonly Choice[];
  closings: readonly Choice[];
  onChange: (rule: Rule) => void;
}

const GRADES = ['3', '4', '5'] as const;

/** What one rate counts, leaves out and weighs. */
function RuleFields({ rule, kinds, closings, onChange }: RuleProps) {
  const rate = ty(`rate.${rule.rate}`);
  return (
    <div className={styles.rule}>
      <OneOf
        legend={ty('form.by', { rate })}
        options={[
          { value: 'received', label: ty('form.by.received') },
          { value: 'closed', label: ty('form.by.closed') },
        ]}
        value={rule.by}
        onChange={(by) => onChange({ ...rule, by })}
      />
      <Several
        legend={ty('form.kinds', { rate })}
        hint={ty('form.kinds.hint')}
        choices={kinds}
        value={rule.kinds}
        onChange={(next) => onChange({ ...rule, kinds: next })}
      />
      <Several
        legend={ty('form.without', { rate })}
        choices={closings}
        value={rule.without}
        onChange={(without) => onChange({ ...rule, without })}
      />
      {rule.rate === 'satisfaction' ? (
        <OneOf
          legend={ty('form.grade')}
          options={GRADES.map((value) => ({ value, label: ty(`form.grade.${value}`) }))}
          value={GRADES.find((grade) => grade === String(rule.least_grade)) ?? ''}
          onChange={(grade) => onChange({ ...rule, least_grade: Number(grade) })}
        />
      ) : null}
      <Field label={ty('form.weight', { rate })}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={String(rule.weight)}
            onChange={(event) =>
              onChange({
                ...rule,
                weight: Math.min(100, Number(event.target.value.replace(/\D/g, '')) || 0),
              })
            }
          />
        )}
      </Field>
    </div>
  );
}

interface SeveralProps {
  legend: string;
  hint?: string;
  choices: readonly Choice[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Some of a few, all in sight. */
function Several({ legend, hint, choices, value, onChange }: SeveralProps) {
  return (
    <fieldset className={styles.several}>
      <legend>{legend}</legend>
      {hint ? <small className={styles.small}>{hint}</small> : null}
      <Checkbox.Group
        options={choices.map(({ code, label }) => ({ value: code, label }))}
        value={[...value]}
        onChange={(next) => onChange(next.map(String))}
      />
    </fieldset>
  );
}
