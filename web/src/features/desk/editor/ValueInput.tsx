import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { te } from '@/messages/editor';
import { CodeSelect } from '../list/CodeSelect';
import { useEditor } from './context';
import styles from './Editor.module.css';
import { MeasuredInput, SpanInput } from './inputs';
import type { Json, JsonObject } from './model';
import { type FactKey, measureOf, type Op } from './vocabulary';

interface Props {
  /** The clause whose value is chosen. */
  json: JsonObject;
  op: Op;
  onChange: (value: Json | undefined) => void;
}

/** The input for what a clause asks for, by its operator and the kind of its fact. */
export function ValueInput({ json, op, onChange }: Props) {
  const { keys } = useEditor();
  const expression = 'expr' in json;
  const key = expression ? undefined : keys.get(String(json.fact ?? ''));
  const label = te('value.of');
  const { value } = json;
  if (op === 'exists') return null;
  if (op === 'older_than' || op === 'younger_than') {
    return (
      <SpanInput
        label={label}
        value={typeof value === 'string' ? value : undefined}
        onChange={onChange}
      />
    );
  }
  if (op === 'under') return <Branches tree={key} value={value} onChange={onChange} />;
  if (op === 'in') return <Several factKey={key} value={value} onChange={onChange} />;
  const number = expression || key === undefined || key.kind === 'number';
  const one = number ? NumberValue : PlainValue;
  if (op === 'between') {
    const [low, high] = Array.isArray(value) ? value : [];
    const One = one;
    const set = (at: 0 | 1, next: Json | undefined) =>
      onChange(at === 0 ? pair(next, high) : pair(low, next));
    return (
      <span className={styles.span}>
        <One
          json={json}
          factKey={key}
          label={te('value.low')}
          value={low}
          onChange={(v) => set(0, v)}
        />
        <span className={styles.between}>{te('value.to')}</span>
        <One
          json={json}
          factKey={key}
          label={te('value.high')}
          value={high}
          onChange={(v) => set(1, v)}
        />
      </span>
    );
  }
  const One = one;
  return <One json={json} factKey={key} label={label} value={value} onChange={onChange} />;
}

/** Two ends, of which one may still be open; null marks the one that is not filled in. */
const pair = (low: Json | undefined, high: Json | undefined): Json | undefined =>
  low === undefined && high === undefined ? undefined : [low ?? null, high ?? null];

interface OneProps {
  json: JsonObject;
  factKey: FactKey | undefined;
  label: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}

function NumberValue({ json, label, value, onChange }: OneProps) {
  const { keys } = useEditor();
  return (
    <MeasuredInput
      label={label}
      measure={measureOf('expr' in json ? json.expr : json, keys)}
      value={typeof value === 'number' ? value : undefined}
      onChange={onChange}
    />
  );
}

function PlainValue({ factKey, label, value, onChange }: OneProps) {
  const options = factKey?.options ?? [];
  if (factKey?.kind === 'bool') {
    return (
      <Select
        className={styles.short ?? ''}
        aria-label={label}
        placeholder={te('value.choose')}
        value={typeof value === 'boolean' ? String(value) : null}
        options={[
          { value: 'true', label: te('value.yes') },
          { value: 'false', label: te('value.no') },
        ]}
        onChange={(next) => onChange(next === 'true')}
      />
    );
  }
  if (factKey?.kind === 'date') {
    return (
      <Input
        className={styles.short ?? ''}
        type="date"
        aria-label={label}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    );
  }
  const text = typeof value === 'string' ? value : '';
  if (options.length > 0) {
    return (
      <Select
        className={styles.fact ?? ''}
        aria-label={label}
        placeholder={te('value.choose')}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={text === '' ? null : text}
        options={options.map((one) => ({ value: one.value, label: one.label }))}
        onChange={(next) => onChange(next)}
      />
    );
  }
  return (
    <Input
      className={styles.fact ?? ''}
      aria-label={label}
      value={text}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}

/** Several values of which one is enough. */
function Several({
  factKey,
  value,
  onChange,
}: {
  factKey: FactKey | undefined;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}) {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const options = (factKey?.options ?? []).map((one) => ({ value: one.value, label: one.label }));
  const numbers = factKey?.kind === 'number';
  const read = (texts: string[]): Json[] =>
    numbers ? texts.map(Number).filter(Number.isFinite) : texts;
  return (
    <Select
      className={styles.several ?? ''}
      mode={options.length > 0 ? 'multiple' : 'tags'}
      aria-label={te('value.several')}
      placeholder={options.length > 0 ? te('value.choose') : te('value.type')}
      showSearch={{ optionFilterProp: 'label' }}
      value={chosen}
      options={options}
      onChange={(next: string[]) => onChange(next.length > 0 ? read(next) : undefined)}
    />
  );
}

/** Branches of a tree of codes, one under the other. */
function Branches({
  tree,
  value,
  onChange,
}: {
  tree: FactKey | undefined;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}) {
  const codes = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
  // One code may stand alone or in a list; which is left as it was.
  const write = (next: string[]) => {
    if (next.length === 0) return onChange(undefined);
    onChange(next.length === 1 && !Array.isArray(value) ? (next[0] ?? '') : next);
  };
  if (tree?.key !== 'division' && tree?.key !== 'industry') {
    return <Several factKey={tree} value={codes} onChange={onChange} />;
  }
  const rows = codes.length > 0 ? codes : [''];
  const set = (at: number, code: string) =>
    write(rows.map((one, i) => (i === at ? code : one)).filter((one, i) => one !== '' || i !== at));
  return (
    <span className={styles.branches}>
      {rows.map((code, i) => (
        <span key={code === '' ? `new${i}` : code} className={styles.branch}>
          <CodeSelect
            tree={tree.key as 'division' | 'industry'}
            className={styles.fact}
            label={te('value.branch', { label: tree.label, n: i + 1 })}
            value={code === '' ? undefined : code}
            onChange={(next) => set(i, next ?? '')}
          />
          {rows.length > 1 ? (
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={te('value.removeBranch', { n: i + 1 })}
              onClick={() => write(rows.filter((_, at) => at !== i))}
            />
          ) : null}
        </span>
      ))}
      {codes.length > 0 && !codes.includes('') ? (
        <Button
          type="link"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange([...codes, ''])}
        >
          {te('value.addBranch')}
        </Button>
      ) : null}
    </span>
  );
}
