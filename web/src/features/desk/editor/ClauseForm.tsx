import { AimOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { useId } from 'react';
import { te } from '@/messages/editor';
import { useEditor } from './context';
import styles from './Editor.module.css';
import type { Json, JsonObject, Leaf } from './model';
import { Row } from './Row';
import { TermInput } from './TermInput';
import { ValueInput } from './ValueInput';
import { EXPRESSION_OPS, isOp, type Keys, type Op, opsFor, termOf } from './vocabulary';

interface Props {
  leaf: Leaf;
  onChange: (leaf: Leaf) => void;
}

const TESTS = ['fact', 'period', 'expr', 'op', 'value', 'min_tier'] as const;
const TIERS = ['', 'T0', 'T1', 'T2', 'T3'] as const;

const without = (json: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));

/** Sets one member or takes it out. */
const put = (json: JsonObject, name: string, value: Json | undefined): JsonObject =>
  value === undefined ? without(json, name) : { ...json, [name]: value };

/** The clause with another term; what the new term cannot be asked goes. */
export function withTerm(json: JsonObject, term: Json, keys: Keys): JsonObject {
  const parsed = termOf(term);
  const was = termOf('expr' in json ? json.expr : json);
  let next = without(json, 'fact', 'period', 'expr');
  if (parsed?.type === 'fact') {
    if (parsed.key !== '') next.fact = parsed.key;
    if (parsed.period !== '') next.period = parsed.period;
  } else {
    next.expr = term;
  }
  const ops = parsed?.type === 'fact' ? opsFor(keys.get(parsed.key)) : EXPRESSION_OPS;
  const other =
    parsed?.type !== was?.type ||
    (parsed?.type === 'fact' && was?.type === 'fact' && parsed.key !== was.key);
  if (!other) return next;
  const kind = (key: string) => keys.get(key)?.kind;
  const sameKind =
    parsed?.type === 'fact' &&
    was?.type === 'fact' &&
    kind(parsed.key) === 'number' &&
    kind(was.key) === 'number';
  if (!sameKind) next = without(next, 'value');
  if (!isOp(next.op) || !ops.includes(next.op)) next = put(next, 'op', ops[0]);
  // A yes or no asks for the usual answer, and a record for nothing.
  if (parsed?.type === 'fact' && kind(parsed.key) === 'bool' && next.value === undefined) {
    next.value = true;
  }
  return next;
}

/** Everything that can be said of one clause. */
export function ClauseForm({ leaf, onChange }: Props) {
  const { keys, onFindQuote } = useEditor();
  const id = useId();
  const { json } = leaf;
  const human = json.role === 'discretion';
  const set = (next: JsonObject) => onChange({ ...leaf, json: next });
  const term = 'expr' in json ? json.expr : json;
  const key = typeof json.fact === 'string' ? keys.get(json.fact) : undefined;
  const known: readonly Op[] = 'expr' in json ? EXPRESSION_OPS : opsFor(key);
  const op = isOp(json.op) ? json.op : undefined;
  const ops = op && !known.includes(op) ? [...known, op] : known;
  const quote = typeof json.quote === 'string' ? json.quote : '';
  return (
    <div className={styles.form}>
      <Row label={te('clause.decides')}>
        <Select
          className={styles.fact ?? ''}
          aria-label={te('clause.decides')}
          value={human ? 'human' : 'facts'}
          options={[
            { value: 'facts', label: te('clause.byFacts') },
            { value: 'human', label: te('clause.byHuman') },
          ]}
          onChange={(how) =>
            set(
              how === 'human'
                ? { ...without(json, ...TESTS, 'role'), role: 'discretion' }
                : without(json, 'role'),
            )
          }
        />
      </Row>
      {human ? null : (
        <>
          <Row label={te('clause.subject')}>
            <TermInput
              label={te('clause.fact')}
              value={term}
              onChange={(next) => set(withTerm(json, next, keys))}
            />
          </Row>
          {key?.help ? <p className={styles.help}>{key.help}</p> : null}
          <Row label={te('clause.demand')}>
            <Select<Op>
              className={styles.op ?? ''}
              aria-label={te('clause.op')}
              placeholder={te('clause.op')}
              popupMatchSelectWidth={false}
              value={op ?? null}
              options={ops.map((one) => ({ value: one, label: opWords(one, key?.kind) }))}
              onChange={(next) => set(withOp(json, next))}
            />
            {op ? (
              <ValueInput
                json={json}
                op={op}
                onChange={(value) => set(put(json, 'value', value))}
              />
            ) : null}
          </Row>
          <Row label={te('clause.tier')}>
            <Select
              className={styles.fact ?? ''}
              aria-label={te('clause.tier')}
              popupMatchSelectWidth={false}
              value={typeof json.min_tier === 'string' ? json.min_tier : ''}
              options={TIERS.filter(
                (tier) => !['T2', 'T3'].includes(tier) || json.min_tier === tier,
              ).map((tier) => ({ value: tier, label: te(`tier.${tier || 'any'}`) }))}
              onChange={(tier) => set(put(json, 'min_tier', tier || undefined))}
            />
          </Row>
        </>
      )}
      <Checkbox
        checked={leaf.nots % 2 === 1}
        onChange={(event) =>
          onChange({ ...leaf, nots: leaf.nots + (event.target.checked ? 1 : -1) })
        }
      >
        {te('clause.not')}
      </Checkbox>
      <div className={styles.quote}>
        <label htmlFor={id}>{te(human ? 'clause.quote.human' : 'clause.quote')}</label>
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 1, maxRows: 6 }}
          maxLength={2000}
          placeholder={te('clause.quote.hint')}
          value={quote}
          onChange={(event) => set(put(json, 'quote', event.target.value || undefined))}
        />
        <Button type="link" icon={<AimOutlined aria-hidden />} onClick={onFindQuote}>
          {te('clause.quote.find')}
        </Button>
      </div>
    </div>
  );
}

/** The clause with another operator; a value of another build goes. */
function withOp(json: JsonObject, op: Op): JsonObject {
  const list = (one: Json | undefined) => ['between', 'in'].includes(String(one));
  const span = (one: Json | undefined) => ['older_than', 'younger_than'].includes(String(one));
  const was = json.op;
  const next = { ...json, op };
  const fits =
    op !== 'exists' &&
    was !== 'exists' &&
    list(was) === list(op) &&
    span(was) === span(op) &&
    (!list(op) || was === op) &&
    (was === 'under') === (op === 'under');
  return fits ? next : without(next, 'value');
}

/** An operator in the words that suit what it compares. */
function opWords(op: Op, kind: string | undefined): string {
  const dates = kind === 'date';
  switch (op) {
    case '=':
      return te(kind === 'number' || kind === undefined ? 'op.equals' : 'op.is');
    case '!=':
      return te(kind === 'number' || kind === undefined ? 'op.differs' : 'op.isNot');
    case '<':
      return te(dates ? 'op.earlier' : 'op.less');
    case '<=':
      return te(dates ? 'op.notLater' : 'op.atMost');
    case '>':
      return te(dates ? 'op.later' : 'op.more');
    case '>=':
      return te(dates ? 'op.notEarlier' : 'op.atLeast');
    default:
      return te(`op.${op}`);
  }
}
