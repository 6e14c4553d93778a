import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { fieldProblem } from '@/lib/problem';
import { tb } from '@/messages/appealBeside';
import { tq } from '@/messages/appealDesk';
import cards from './Appeals.module.css';
import styles from './Beside.module.css';
import { DepartmentField, Lines, OneOf } from './inputs';
import { FirmField, SpotField } from './pickers';
import { CHANNELS, type Elsewhere, groundsQuery, type Recorded } from './record';
import { KINDS } from './search';

interface Props {
  form: Recorded;
  error: unknown;
  pending: boolean;
  /** Whether the person may choose a place by its code. */
  spots: boolean;
  /** Photos and voice notes. */
  files: ReactNode;
  /** What is known of the enterprise, where it has no column of its own. */
  firm: ReactNode;
  /** What was found while typing. */
  below: ReactNode;
  onChange: (patch: Partial<Recorded>) => void;
  onSend: () => void;
  onClear: () => void;
}

const FIELDS = ['channel', 'text', 'place', 'name', 'phone', 'accused', 'uscc'] as const;

/** What somebody says at the counter, on the phone or during a visit. */
export function RecordForm({
  form,
  error,
  pending,
  spots,
  files,
  firm,
  below,
  onChange,
  onSend,
  onClear,
}: Props) {
  const refused = (field: string) => fieldProblem(error, field) || undefined;
  const known = FIELDS.some((field) => refused(field));
  const grounds = useQuery(groundsQuery);
  const ground = grounds.data?.find((one) => one.code === form.elsewhere);
  return (
    <form
      className={cards.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <section className={cards.card} aria-label={tb('record.who')}>
        <h2>{tb('record.who')}</h2>
        <div className={styles.inline}>
          <OneOf
            legend={tb('record.channel')}
            value={form.channel}
            onChange={(channel) => onChange({ channel })}
            error={refused('channel')}
            options={CHANNELS.map((value) => ({ value, label: tb(`channel.${value}`) }))}
          />
        </div>
        <FirmField
          value={form.uscc}
          error={refused('uscc')}
          onChange={(uscc) => onChange({ uscc })}
        />
        {firm}
        <Checkbox
          checked={form.anonymous}
          onChange={(event) => onChange({ anonymous: event.target.checked })}
        >
          {tb('record.anonymous')}
        </Checkbox>
        {form.anonymous ? null : <Reporter form={form} refused={refused} onChange={onChange} />}
      </section>
      <section className={cards.card} aria-label={tb('record.what')}>
        <h2>{tb('record.what')}</h2>
        <div className={styles.inline}>
          <OneOf
            legend={tq('row.kind')}
            value={form.kind}
            onChange={(kind) => onChange({ kind })}
            options={KINDS.map((value) => ({ value, label: tq(`kind.${value}`) }))}
          />
        </div>
        <Lines
          label={tb('record.text')}
          hint={tb('record.text.hint')}
          error={refused('text')}
          rows={6}
          value={form.text}
          onChange={(text) => onChange({ text })}
        />
        {below}
        {spots ? (
          <SpotField value={form.placeCode} onChange={(placeCode) => onChange({ placeCode })} />
        ) : null}
        <Field label={tb('record.place')} error={refused('place')}>
          {(control) => (
            <input
              {...control}
              maxLength={200}
              value={form.place}
              onChange={(event) => onChange({ place: event.target.value })}
            />
          )}
        </Field>
        {files}
      </section>
      <section className={cards.card} aria-label={tb('record.care')}>
        <h2>{tb('record.care')}</h2>
        <DepartmentField
          label={tb('record.accused')}
          hint={tb('record.accused.hint')}
          error={refused('accused')}
          value={form.accused}
          onChange={(accused) => onChange({ accused })}
        />
        <div className={styles.inline}>
          <OneOf
            legend={tb('record.elsewhere')}
            value={form.elsewhere || 'none'}
            onChange={(code) => onChange({ elsewhere: code === 'none' ? '' : (code as Elsewhere) })}
            options={[
              { value: 'none', label: tb('record.elsewhere.none') },
              ...(grounds.data ?? []).map((one) => ({ value: one.code, label: one.label })),
            ]}
          />
        </div>
        {ground ? (
          <div className={cards.notice} role="status">
            <p>
              <strong>{tb('record.elsewhere.stop')}</strong>
            </p>
            <p>{ground.rule}</p>
            <p>{ground.door}</p>
          </div>
        ) : null}
      </section>
      {known ? null : <ProblemNote error={error} />}
      {known ? <p className={cards.wrong}>{tb('record.marked')}</p> : null}
      <div className={styles.send}>
        <Button type="primary" htmlType="submit" loading={pending}>
          {tb(ground ? 'record.refuse' : 'record.send')}
        </Button>
        <Button onClick={onClear}>{tb('record.clear')}</Button>
        <span className={cards.aside}>{tb('record.kept')}</span>
      </div>
    </form>
  );
}

interface ReporterProps {
  form: Recorded;
  refused: (field: string) => string | undefined;
  onChange: (patch: Partial<Recorded>) => void;
}

function Reporter({ form, refused, onChange }: ReporterProps) {
  return (
    <>
      <div className={styles.pair}>
        <Field label={tb('record.name')} error={refused('name')}>
          {(control) => (
            <input
              {...control}
              maxLength={30}
              autoComplete="off"
              value={form.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={tb('record.phone')} error={refused('phone')}>
          {(control) => (
            <input
              {...control}
              maxLength={20}
              inputMode="tel"
              autoComplete="off"
              value={form.phone}
              onChange={(event) => onChange({ phone: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Checkbox
        checked={form.confidential}
        onChange={(event) => onChange({ confidential: event.target.checked })}
      >
        {tb('record.confidential')}
      </Checkbox>
    </>
  );
}
