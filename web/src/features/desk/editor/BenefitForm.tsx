import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Select } from 'antd';
import { te } from '@/messages/editor';
import { BENEFITS, type BenefitKind, benefitKind, benefitLacks } from './check';
import { useEditor } from './context';
import styles from './Editor.module.css';
import { AmountInput, MeasuredInput, TypedInput } from './inputs';
import { isObject, type Json, type JsonObject } from './model';
import { Row } from './Row';
import { TermInput } from './TermInput';
import { measureOf, percentText, percentValue } from './vocabulary';

interface Props {
  label: string;
  value: Json | undefined;
  onChange: (benefit: Json | undefined) => void;
  /** Offers to give no money at all. */
  optional?: boolean;
  depth?: number;
}

/** How deep amounts may be put into each other on the screen. */
const MAX_DEPTH = 3;

const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);
const inner = (value: Json | undefined, kind: BenefitKind): JsonObject => {
  const found = isObject(value) ? value[kind] : undefined;
  return isObject(found) ? found : {};
};

/** What an amount turns into; what it was computed of is taken along. */
function start(kind: BenefitKind, was: Json | undefined): Json {
  const before = benefitKind(was);
  const of = before && isObject(was) && isObject(was[before]) ? was[before].of : undefined;
  const term = of ?? { fact: '' };
  switch (kind) {
    case 'fixed':
      return { fixed: '' };
    case 'sum':
    case 'max': {
      const parts = before === 'sum' || before === 'max' ? (was as JsonObject)[before] : undefined;
      return { [kind]: Array.isArray(parts) ? parts : [was ?? { fixed: '' }, { fixed: '' }] };
    }
    case 'tiers':
      return { tiers: { of: term, steps: [{ from: 0, amount: '' }] } };
    default:
      return { [kind]: { of: term } };
  }
}

/** How much there is: fixed, a share, per head, by tiers, several together. */
export function BenefitForm({ label, value, onChange, optional = false, depth = 1 }: Props) {
  const { keys } = useEditor();
  const kind = benefitKind(value);
  const kinds = BENEFITS.filter(
    (one) => depth < MAX_DEPTH || kind === one || (one !== 'sum' && one !== 'max'),
  );
  const odd = value !== undefined && kind === null;
  return (
    <div className={styles.benefit}>
      <div className={styles.row}>
        <span className={styles.rowLabel} aria-hidden>
          {te('benefit.how')}
        </span>
        <Select
          className={styles.fact ?? ''}
          aria-label={te('benefit.howOf', { label })}
          placeholder={te('benefit.choose')}
          popupMatchSelectWidth={false}
          value={kind ?? (optional && value === undefined ? 'none' : null)}
          options={[
            ...(optional ? [{ value: 'none', label: te('benefit.none') }] : []),
            ...kinds.map((one) => ({ value: one, label: te(`benefit.${one}`) })),
          ]}
          onChange={(next) =>
            onChange(next === 'none' ? undefined : start(next as BenefitKind, value))
          }
        />
      </div>
      {odd ? <p className={styles.kept}>{te('kept.benefit')}</p> : null}
      {kind === 'fixed' ? (
        <Row label={te('benefit.amount')}>
          <AmountInput
            label={te('benefit.amountOf', { label })}
            value={text((value as JsonObject).fixed)}
            onChange={(amount) => onChange({ fixed: amount ?? '' })}
          />
        </Row>
      ) : null}
      {kind === 'rate' || kind === 'per' || kind === 'tiers' ? (
        <Computed label={label} kind={kind} value={inner(value, kind)} onChange={onChange} />
      ) : null}
      {kind === 'sum' || kind === 'max' ? (
        <Parts label={label} kind={kind} value={value} depth={depth} onChange={onChange} />
      ) : null}
      {kind !== null && benefitLacks(value, keys) !== null && depth === 1 ? (
        <p className={styles.lacking}>{te(`lack.${benefitLacks(value, keys) ?? 'kind'}`)}</p>
      ) : null}
    </div>
  );
}

function Computed({
  label,
  kind,
  value,
  onChange,
}: {
  label: string;
  kind: 'rate' | 'per' | 'tiers';
  value: JsonObject;
  onChange: (benefit: Json) => void;
}) {
  const put = (name: string, to: Json | undefined) => {
    const next = { ...value };
    if (to === undefined) delete next[name];
    else next[name] = to;
    onChange({ [kind]: next });
  };
  return (
    <>
      <Row label={te('benefit.of')}>
        <TermInput
          numbers
          label={te('benefit.ofFact')}
          value={value.of}
          onChange={(of) => put('of', of)}
        />
      </Row>
      {kind === 'rate' ? (
        <Row label={te('benefit.share')}>
          <TypedInput
            className={styles.short}
            label={te('benefit.shareOf', { label })}
            value={typeof value.rate === 'number' ? value.rate : undefined}
            read={(typed) => {
              const share = percentValue(typed.replace(/%$/, ''), 0);
              return share !== null && share >= 0 ? share : null;
            }}
            write={(share) => percentText(share, 0)}
            onChange={(share) => put('rate', share)}
            suffix="%"
            wrong={te('wrong.number')}
          />
        </Row>
      ) : null}
      {kind === 'per' ? (
        <Row label={te('benefit.each')}>
          <AmountInput
            label={te('benefit.eachOf', { label })}
            value={text(value.each)}
            onChange={(each) => put('each', each)}
          />
        </Row>
      ) : null}
      {kind === 'tiers' ? (
        <Steps label={label} value={value} onChange={(steps) => put('steps', steps)} />
      ) : (
        <Row label={te('benefit.cap')}>
          <Checkbox
            checked={'cap' in value}
            onChange={(event) => put('cap', event.target.checked ? '' : undefined)}
          >
            {te('benefit.capped')}
          </Checkbox>
          {'cap' in value ? (
            <AmountInput
              label={te('benefit.capOf', { label })}
              value={text(value.cap) || undefined}
              onChange={(cap) => put('cap', cap ?? '')}
            />
          ) : null}
        </Row>
      )}
    </>
  );
}

function Steps({
  label,
  value,
  onChange,
}: {
  label: string;
  value: JsonObject;
  onChange: (steps: Json) => void;
}) {
  const { keys } = useEditor();
  const steps = (Array.isArray(value.steps) ? value.steps : []).map((step) =>
    isObject(step) ? step : {},
  );
  const measure = measureOf(value.of, keys);
  const set = (at: number, name: string, to: Json | undefined) =>
    onChange(
      steps.map((step, i) => {
        if (i !== at) return step;
        const next = { ...step };
        if (to === undefined) delete next[name];
        else next[name] = to;
        return next;
      }),
    );
  return (
    <ol className={styles.steps} aria-label={te('tiers.list')}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tiers have nothing but their place
        <li key={i} className={styles.step}>
          <span className={styles.between}>{te('tiers.from')}</span>
          <MeasuredInput
            label={te('tiers.fromOf', { label, n: i + 1 })}
            measure={measure}
            value={typeof step.from === 'number' ? step.from : undefined}
            onChange={(from) => set(i, 'from', from)}
          />
          <span className={styles.between}>{te('tiers.gives')}</span>
          <AmountInput
            label={te('tiers.amountOf', { label, n: i + 1 })}
            value={text(step.amount) || undefined}
            onChange={(amount) => set(i, 'amount', amount ?? '')}
          />
          {steps.length > 1 ? (
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={te('tiers.remove', { n: i + 1 })}
              onClick={() => onChange(steps.filter((_, at) => at !== i))}
            />
          ) : null}
        </li>
      ))}
      <li>
        <Button
          type="link"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange([...steps, {}])}
        >
          {te('tiers.add')}
        </Button>
      </li>
    </ol>
  );
}

function Parts({
  label,
  kind,
  value,
  depth,
  onChange,
}: Required<Pick<Props, 'label' | 'onChange' | 'depth'>> & {
  kind: 'sum' | 'max';
  value: Json | undefined;
}) {
  const list = isObject(value) ? value[kind] : undefined;
  const parts = Array.isArray(list) ? list : [];
  const write = (next: Json[]) => onChange({ [kind]: next });
  return (
    <ol className={styles.parts}>
      {parts.map((part, i) => {
        const name = te('parts.nth', { label, n: i + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing but their place
          <li key={i} className={styles.part}>
            <div className={styles.partHead}>
              <strong>{te('parts.title', { n: i + 1 })}</strong>
              {parts.length > 1 ? (
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={te('parts.remove', { n: i + 1 })}
                  onClick={() => write(parts.filter((_, at) => at !== i))}
                />
              ) : null}
            </div>
            <BenefitForm
              label={name}
              value={part}
              depth={depth + 1}
              onChange={(next) => write(parts.map((one, at) => (at === i ? (next ?? null) : one)))}
            />
          </li>
        );
      })}
      <li>
        <Button
          type="link"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => write([...parts, { fixed: '' }])}
        >
          {te('parts.add')}
        </Button>
      </li>
    </ol>
  );
}
