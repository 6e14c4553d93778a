import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { tr } from '@/messages/report';
import {
  type AppealFile,
  departmentsQuery,
  drawTicket,
  groundsQuery,
  KINDS,
  type Receipt,
  type Report,
  useReport,
} from './api';
import { FileBox } from './FileBox';
import styles from './Report.module.css';

/** What the form holds; the ticket comes when it is first needed. */
export type ReportDraft = Omit<Report, 'ticket'> & { ticket?: string };

interface Props {
  /** The enterprise that somebody acts for; none for a visitor. */
  uscc?: string;
  start: ReportDraft;
  startFiles?: readonly AppealFile[];
  onEdit: (draft: ReportDraft) => void;
  onSent: (receipt: Receipt) => void;
  /** What stands under the text, such as cases that are alike. */
  below?: ReactNode;
}

const FIELDS = ['text', 'place', 'name', 'phone', 'accused'] as const;

/** The one form of every appeal. */
export function ReportForm({ uscc, start, startFiles = [], onEdit, onSent, below }: Props) {
  const [form, setForm] = useState(start);
  const [files, setFiles] = useState<readonly AppealFile[]>(startFiles);
  const sending = useReport(uscc);
  const grounds = useQuery(groundsQuery);
  const departments = useQuery(departmentsQuery);
  const drawn = useRef<Promise<string> | undefined>(undefined);
  const change = (patch: Partial<ReportDraft>) => {
    const next = { ...form, ...patch };
    setForm(next);
    onEdit(next);
  };
  const ticket = () => {
    if (form.ticket) return Promise.resolve(form.ticket);
    drawn.current ??= drawTicket().then(
      (fresh) => {
        change({ ticket: fresh });
        return fresh;
      },
      (error) => {
        drawn.current = undefined;
        throw error;
      },
    );
    return drawn.current;
  };
  const [drawing, setDrawing] = useState<unknown>(null);
  const refused = (field: string) => fieldProblem(sending.error, field) || undefined;
  const ground = grounds.data?.find((one) => one.code === form.elsewhere);
  const send = async () => {
    setDrawing(null);
    try {
      const held = await ticket();
      sending.mutate({ ...form, ticket: held }, { onSuccess: onSent });
    } catch (error) {
      setDrawing(error);
    }
  };
  const known = FIELDS.some((field) => refused(field));
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset className={styles.kinds}>
        <legend>{tr('form.kind')}</legend>
        {KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="kind"
              checked={(form.kind ?? 'help') === kind}
              onChange={() => change({ kind })}
            />
            {tr(`kind.${kind}`)}
          </label>
        ))}
      </fieldset>
      <Field label={tr('form.text')} hint={tr('form.text.hint')} error={refused('text')}>
        {(control) => (
          <textarea
            {...control}
            rows={6}
            maxLength={5000}
            value={form.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      {below}
      <Line name="place" form={form} max={200} error={refused('place')} onChange={change} />
      <FileBox files={files} ticket={ticket} onChange={setFiles} />
      {uscc ? null : <Who form={form} refused={refused} onChange={change} />}
      <Field label={tr('form.accused')} hint={tr('form.accused.hint')} error={refused('accused')}>
        {(control) => (
          <select
            {...control}
            value={form.accused ?? ''}
            onChange={(event) => change({ accused: event.target.value })}
          >
            <option value="">{tr('form.accused.none')}</option>
            {departments.data?.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {form.anonymous ? null : (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={form.confidential ?? false}
            onChange={(event) => change({ confidential: event.target.checked })}
          />
          {tr('form.confidential')}
        </label>
      )}
      <Field label={tr('form.elsewhere')}>
        {(control) => (
          <select
            {...control}
            value={form.elsewhere ?? ''}
            onChange={(event) => {
              const { elsewhere: _, ...rest } = form;
              const code = event.target.value as NonNullable<Report['elsewhere']> | '';
              const next = code ? { ...rest, elsewhere: code } : rest;
              setForm(next);
              onEdit(next);
            }}
          >
            <option value="">{tr('form.elsewhere.none')}</option>
            {grounds.data?.map((one) => (
              <option key={one.code} value={one.code}>
                {one.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {ground ? (
        <div className={styles.stop} role="status">
          <strong>{tr('form.elsewhere.stop', { label: ground.label })}</strong>
          <span>{ground.rule}</span>
          <span>{ground.door}</span>
        </div>
      ) : null}
      {known ? null : <ProblemNote error={sending.error ?? drawing} />}
      <Button type="submit" wide disabled={sending.isPending || Boolean(ground)}>
        {sending.isPending ? tr('form.sending') : tr('form.send')}
      </Button>
    </form>
  );
}

interface LineProps {
  name: 'place' | 'name' | 'phone' | 'uscc';
  form: ReportDraft;
  max: number;
  hint?: string;
  tel?: boolean;
  error: string | undefined;
  onChange: (patch: Partial<ReportDraft>) => void;
}

function Line({ name, form, max, hint, tel = false, error, onChange }: LineProps) {
  return (
    <Field label={tr(`form.${name}`)} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          maxLength={max}
          inputMode={tel ? 'tel' : 'text'}
          value={form[name] ?? ''}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
}

/** Who a visitor is, or that he does not want to say. */
function Who({
  form,
  refused,
  onChange,
}: {
  form: ReportDraft;
  refused: (field: string) => string | undefined;
  onChange: (patch: Partial<ReportDraft>) => void;
}) {
  return (
    <>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={form.anonymous ?? false}
          onChange={(event) => onChange({ anonymous: event.target.checked })}
        />
        {tr('form.anonymous')}
      </label>
      {form.anonymous ? (
        <p className={styles.hint}>{tr('form.anonymous.hint')}</p>
      ) : (
        <>
          <Line name="name" form={form} max={30} error={refused('name')} onChange={onChange} />
          <Line
            name="phone"
            form={form}
            max={20}
            tel
            hint={tr('form.phone.hint')}
            error={refused('phone')}
            onChange={onChange}
          />
        </>
      )}
      <Line
        name="uscc"
        form={form}
        max={18}
        hint={tr('form.uscc.hint')}
        error={refused('uscc')}
        onChange={onChange}
      />
    </>
  );
}
