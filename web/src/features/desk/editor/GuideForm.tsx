import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Button, Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { te } from '@/messages/editor';
import { t } from '@/messages/shared';
import { departmentsQuery } from './api';
import { isCatchAll } from './check';
import styles from './Editor.module.css';
import { AmountInput } from './inputs';
import { isObject, type Json, type JsonObject } from './model';

interface Props {
  page: JsonObject;
  onChange: (change: (page: JsonObject) => JsonObject, key?: string) => void;
  /** Chooses the policy, where there is a library to choose from. */
  policy: ReactNode;
}

const KINDS = ['grant', 'reduction', 'entitlement', 'qualification', 'finance'] as const;
const DELIVERIES = ['claim', 'express', 'proactive'] as const;

const text = (value: Json | undefined) => (typeof value === 'string' ? value : '');

const put = (page: JsonObject, name: string, value: Json | undefined): JsonObject => {
  const next = { ...page };
  if (value === undefined || value === '') delete next[name];
  else next[name] = value;
  return next;
};

/** Everything about a measure that is no rule: what it is called, who helps, what to bring. */
export function GuideForm({ page, onChange, policy }: Props) {
  const set = (name: string, value: Json | undefined) =>
    onChange((now) => put(now, name, value), name);
  const deep = (name: string, part: string, value: string) =>
    onChange((now) => {
      const before = now[name];
      const after = put(isObject(before) ? before : {}, part, value);
      return put(now, name, Object.keys(after).length > 0 ? after : undefined);
    }, `${name}.${part}`);
  const contact = isObject(page.contact) ? page.contact : {};
  const window = isObject(page.window) ? page.window : {};
  return (
    <div className={styles.guide}>
      <Part title={te('guide.about')}>
        <Line
          name="title"
          label={te('guide.title')}
          value={text(page.title)}
          onChange={(v) => set('title', v)}
        />
        <div className={styles.pair}>
          <Labelled label={te('guide.kind')}>
            {(id) => (
              <Select
                id={id}
                value={text(page.kind) || 'grant'}
                options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
                onChange={(kind) => set('kind', kind)}
              />
            )}
          </Labelled>
          <Labelled label={te('guide.delivery')} hint={te(`delivery.hint.${deliveryOf(page)}`)}>
            {(id) => (
              <Select
                id={id}
                value={deliveryOf(page)}
                options={DELIVERIES.map((one) => ({ value: one, label: t(`delivery.${one}`) }))}
                onChange={(delivery) => set('delivery', delivery)}
              />
            )}
          </Labelled>
        </div>
        <Line
          name="summary"
          area
          label={te('guide.summary')}
          hint={te('guide.summary.hint')}
          value={text(page.summary)}
          onChange={(v) => set('summary', v)}
        />
        <Line
          name="beneficiaries"
          area
          label={te('guide.beneficiaries')}
          hint={te('guide.beneficiaries.hint')}
          value={text(page.beneficiaries)}
          onChange={(v) => set('beneficiaries', v)}
        />
        <Line
          name="amount_text"
          area
          label={te('guide.amount')}
          hint={te('guide.amount.hint')}
          value={text(page.amount_text)}
          onChange={(v) => set('amount_text', v)}
        />
        {policy}
      </Part>
      <Part title={te('guide.materials')} name="materials">
        <Rows
          list="materials"
          word={te('guide.material')}
          add={te('guide.material.add')}
          parts={[
            ['name', te('guide.material.name')],
            ['source', te('guide.material.source')],
            ['note', te('guide.material.note')],
          ]}
          value={page.materials}
          warn={(row) =>
            isCatchAll(text(row.name)) || isCatchAll(text(row.note))
              ? te('guide.material.catchAll')
              : ''
          }
          onChange={(rows) => onChange((now) => put(now, 'materials', rows), 'materials')}
        />
      </Part>
      <Part title={te('guide.steps')} name="steps">
        <Rows
          list="steps"
          word={te('guide.step')}
          add={te('guide.step.add')}
          parts={[
            ['title', te('guide.step.title')],
            ['text', te('guide.step.text')],
          ]}
          value={page.steps}
          onChange={(rows) => onChange((now) => put(now, 'steps', rows), 'steps')}
        />
      </Part>
      <Part title={te('guide.terms')}>
        <Line
          name="time_limit"
          label={te('guide.limit')}
          hint={te('guide.limit.hint')}
          value={text(page.time_limit)}
          onChange={(v) => set('time_limit', v)}
        />
        <Line
          name="payment_term"
          label={te('guide.payment')}
          hint={te('guide.payment.hint')}
          value={text(page.payment_term)}
          onChange={(v) => set('payment_term', v)}
        />
        <div className={styles.pair} id="field-window">
          <Line
            date
            label={te('guide.from')}
            value={text(window.from)}
            onChange={(v) => deep('window', 'from', v)}
          />
          <Line
            date
            label={te('guide.to')}
            value={text(window.to)}
            onChange={(v) => deep('window', 'to', v)}
          />
        </div>
        {text(window.from) && text(window.to) && text(window.to) < text(window.from) ? (
          <p role="alert" className={styles.wrong}>
            {te('guide.window.wrong')}
          </p>
        ) : null}
        <Labelled label={te('guide.budget')} hint={te('guide.budget.hint')} name="budget">
          {() => (
            <AmountInput
              label={te('guide.budget')}
              value={text(page.budget) || undefined}
              onChange={(v) => set('budget', v)}
            />
          )}
        </Labelled>
        <Line
          name="exclusion_group"
          label={te('guide.exclusion')}
          hint={te('guide.exclusion.hint')}
          value={text(page.exclusion_group)}
          onChange={(v) => set('exclusion_group', v)}
        />
      </Part>
      <Part title={te('guide.contact')} name="contact">
        <Department value={text(page.department)} onChange={(v) => set('department', v)} />
        <div className={styles.pair}>
          <Line
            label={te('guide.unit')}
            value={text(contact.unit)}
            onChange={(v) => deep('contact', 'unit', v)}
          />
          <Line
            label={te('guide.phone')}
            value={text(contact.phone)}
            onChange={(v) => deep('contact', 'phone', v)}
          />
          <Line
            label={te('guide.address')}
            value={text(contact.address)}
            onChange={(v) => deep('contact', 'address', v)}
          />
          <Line
            label={te('guide.hours')}
            value={text(contact.hours)}
            onChange={(v) => deep('contact', 'hours', v)}
          />
        </div>
      </Part>
    </div>
  );
}

const deliveryOf = (page: JsonObject) => DELIVERIES.find((one) => one === page.delivery) ?? 'claim';

/** A material that asks for whatever the office may think of. The server decides; this warns early. */

function Part({ title, name, children }: { title: string; name?: string; children: ReactNode }) {
  return (
    <section
      className={styles.part}
      aria-label={title}
      {...(name ? { id: `field-${name}`, tabIndex: -1 } : {})}
    >
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Labelled({
  label,
  hint,
  name,
  children,
}: {
  label: string;
  hint?: string;
  name?: string;
  children: (id: string) => ReactNode;
}) {
  const own = useId();
  const id = name ? `field-${name}` : own;
  return (
    <div className={styles.labelled}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint ? <p className={styles.help}>{hint}</p> : null}
    </div>
  );
}

function Line({
  label,
  hint,
  name,
  value,
  area = false,
  date = false,
  onChange,
}: {
  label: string;
  hint?: string;
  name?: string;
  value: string;
  area?: boolean;
  date?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Labelled label={label} {...(hint ? { hint } : {})} {...(name ? { name } : {})}>
      {(id) =>
        area ? (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            id={id}
            type={date ? 'date' : 'text'}
            maxLength={300}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Labelled>
  );
}

function Rows({
  list,
  word,
  add,
  parts,
  value,
  warn,
  onChange,
}: {
  list: string;
  word: string;
  add: string;
  parts: ReadonlyArray<readonly [name: string, label: string]>;
  value: Json | undefined;
  warn?: (row: JsonObject) => string;
  onChange: (rows: Json | undefined) => void;
}) {
  const rows = (Array.isArray(value) ? value : []).map((row) => (isObject(row) ? row : {}));
  return (
    <ol className={styles.rows}>
      {rows.map((row, i) => {
        const wrong = warn?.(row) ?? '';
        const id = `field-${list}-${i}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing but their place
          <li key={i} id={id} tabIndex={-1}>
            {parts.map(([name, label]) => (
              <Input
                key={name}
                aria-label={te('guide.rowOf', { word, n: i + 1, label })}
                placeholder={label}
                maxLength={500}
                status={wrong && name === 'name' ? 'error' : ''}
                value={text(row[name])}
                onChange={(event) =>
                  onChange(
                    rows.map((one, at) =>
                      at === i ? { ...one, [name]: event.target.value } : one,
                    ),
                  )
                }
              />
            ))}
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={te('guide.rowRemove', { word, n: i + 1 })}
              onClick={() => {
                const left = rows.filter((_, at) => at !== i);
                onChange(left.length > 0 ? left : undefined);
              }}
            />
            {wrong ? (
              <p role="alert" className={styles.wrong}>
                {wrong}
              </p>
            ) : null}
          </li>
        );
      })}
      <li>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => onChange([...rows, {}])}>
          {add}
        </Button>
      </li>
    </ol>
  );
}

/** The department by its code; one that is not in the tree is kept by its name. */
function Department({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { data } = useQuery(departmentsQuery);
  const list = data ?? [];
  const named = list.find((one) => one.code === value)?.name ?? value;
  return (
    <Labelled label={te('guide.department')} hint={te('guide.department.hint')} name="department">
      {(id) => (
        <AutoComplete
          id={id}
          value={named}
          options={list.map((one) => ({ value: one.name }))}
          showSearch={{
            filterOption: (typed, option) => String(option?.value ?? '').includes(typed),
          }}
          onChange={(typed: string) =>
            onChange(list.find((one) => one.name === typed)?.code ?? typed)
          }
        />
      )}
    </Labelled>
  );
}
