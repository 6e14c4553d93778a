import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { te } from '@/messages/editor';
import { useEditor } from './context';
import styles from './Editor.module.css';
import { FactChoice } from './FactSelect';
import { TypedInput } from './inputs';
import type { Json } from './model';
import {
  before,
  type FactRef,
  factTerm,
  OPERATIONS,
  type Operation,
  SHAPES,
  type Shape,
  shapeOf,
  termFor,
  termOf,
} from './vocabulary';

interface Props {
  label: string;
  value: Json | undefined;
  onChange: (term: Json) => void;
}

const EMPTY: FactRef = { key: '', period: '' };

/** What is looked at or computed with: a fact, or something worked out of several. */
export function TermInput({
  label,
  value,
  onChange,
  numbers = false,
}: Props & { numbers?: boolean }) {
  const { keys } = useEditor();
  const shaped = shapeOf(value);
  const [a = EMPTY, b = EMPTY] = shaped.facts;
  const choose = (shape: Shape) => {
    const first = keys.get(a.key)?.kind === 'number' || a.key === '' ? a : EMPTY;
    const period = first.period || 'Y-1';
    const years = shape === 'growth' || shape === 'increase';
    const second = years
      ? { key: first.key, period: before(period) }
      : shape === 'share'
        ? EMPTY
        : b;
    const keep = shape === 'fact' ? a : years ? { ...first, period } : first;
    onChange(
      shape === 'formula' && value !== undefined && termOf(value)
        ? { add: [value, factTerm('', '')] }
        : termFor({ shape, facts: [keep, second] }),
    );
  };
  const set = (facts: FactRef[]) => onChange(termFor({ ...shaped, facts }));
  return (
    <div className={styles.term}>
      <Select<Shape>
        className={styles.shape ?? ''}
        aria-label={te('shape.of', { label })}
        popupMatchSelectWidth={false}
        value={shaped.shape}
        options={SHAPES.map((shape) => ({ value: shape, label: te(`shape.${shape}`) }))}
        onChange={choose}
      />
      {shaped.shape === 'fact' ? (
        <FactChoice label={label} value={a} numbers={numbers} onChange={(fact) => set([fact])} />
      ) : null}
      {shaped.shape === 'share' ? (
        <>
          <FactChoice
            numbers
            label={te('share.part')}
            value={a}
            onChange={(one) => set([one, b])}
          />
          <span className={styles.between}>{te('share.over')}</span>
          <FactChoice
            numbers
            label={te('share.whole')}
            value={b}
            onChange={(one) => set([a, one])}
          />
        </>
      ) : null}
      {shaped.shape === 'growth' || shaped.shape === 'increase' ? (
        <>
          <FactChoice
            numbers
            label={label}
            value={a}
            onChange={(one) => set([one, { key: one.key, period: before(one.period) || b.period }])}
          />
          <span className={styles.between}>
            {te(shaped.shape === 'growth' ? 'growth.over' : 'increase.over')}
          </span>
        </>
      ) : null}
      {shaped.shape === 'formula' ? (
        <Formula label={label} value={value} onChange={onChange} />
      ) : null}
    </div>
  );
}

type Piece = Operation | 'fact' | 'number';

/** A sum of any build, piece by piece. */
function Formula({ label, value, onChange }: Props) {
  const term = termOf(value);
  const piece: Piece = term?.type ?? 'fact';
  const turn = (to: Piece) => {
    if (to === 'fact') return onChange(factTerm('', ''));
    if (to === 'number') return onChange(1);
    const args = term && term.type !== 'fact' && term.type !== 'number' ? term.args : null;
    onChange({ [to]: args ?? [value ?? factTerm('', ''), factTerm('', '')] });
  };
  return (
    <div className={styles.formula}>
      <Select<Piece>
        className={styles.shape ?? ''}
        aria-label={te('formula.piece', { label })}
        value={piece}
        popupMatchSelectWidth={false}
        options={(['fact', 'number', ...OPERATIONS] as const).map((one) => ({
          value: one,
          label: te(`formula.${one}`),
        }))}
        onChange={turn}
      />
      {term?.type === 'fact' || !term ? (
        <FactChoice
          numbers
          label={label}
          value={term?.type === 'fact' ? term : EMPTY}
          onChange={(fact) => onChange(factTerm(fact.key, fact.period))}
        />
      ) : null}
      {term?.type === 'number' ? (
        <TypedInput
          className={styles.short}
          label={te('formula.numberOf', { label })}
          value={term.value}
          read={(typed) => (/^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : null)}
          write={String}
          onChange={(n) => onChange(n ?? 0)}
          wrong={te('wrong.number')}
        />
      ) : null}
      {term && term.type !== 'fact' && term.type !== 'number' ? (
        <ol className={styles.pieces}>
          {term.args.map((arg, i) => {
            const set = (next: Json) =>
              onChange({ [term.type]: term.args.map((one, at) => (at === i ? next : one)) });
            const name = te('formula.nth', { label, n: i + 1 });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a sum have nothing but their place
              <li key={i}>
                <Formula label={name} value={arg} onChange={set} />
                {term.args.length > 2 ? (
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={te('formula.remove', { label: name })}
                    onClick={() => onChange({ [term.type]: term.args.filter((_, at) => at !== i) })}
                  />
                ) : null}
              </li>
            );
          })}
          <li>
            <Button
              type="link"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => onChange({ [term.type]: [...term.args, factTerm('', '')] })}
            >
              {te('formula.addPiece')}
            </Button>
          </li>
        </ol>
      ) : null}
    </div>
  );
}
