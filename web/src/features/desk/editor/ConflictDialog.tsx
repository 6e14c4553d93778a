import { Alert, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { type EditorKey, te } from '@/messages/editor';
import { t } from '@/messages/shared';
import { formatMoment } from '../time';
import { difference } from './difference';
import styles from './Editor.module.css';
import { isObject, type Json, type JsonObject } from './model';
import type { Conflict } from './useAutosave';
import { useReadingOf } from './useReading';

interface Props {
  conflict: Conflict;
  onResolve: (definition: JsonObject) => void;
}

/** Two people's versions side by side, part by part; what is not taken can be got back by undoing. */
export function ConflictDialog({ conflict, onResolve }: Props) {
  const { mine, theirs, merged, disputed } = conflict;
  const [taken, setTaken] = useState<Record<string, 'mine' | 'theirs'>>({});
  const mySaying = useReadingOf(mine);
  const theirSaying = useReadingOf(theirs.definition);
  const said = (name: string) => ({
    mine: say(name, mine[name], mySaying),
    theirs: say(name, theirs.definition[name], theirSaying),
  });
  const decide = () => {
    const out: JsonObject = { ...merged };
    for (const name of disputed) {
      const from = taken[name] === 'theirs' ? theirs.definition : mine;
      const value = from[name];
      if (value === undefined) delete out[name];
      else out[name] = value;
    }
    onResolve(out);
  };
  return (
    <Modal
      open
      width={720}
      closable={false}
      keyboard={false}
      title={te('conflict.title')}
      footer={
        <Button type="primary" onClick={decide}>
          {te('conflict.decide')}
        </Button>
      }
    >
      <div className={styles.conflict}>
        <Alert
          type="warning"
          title={te('conflict.text', {
            by: theirs.draft.by,
            at: formatMoment(theirs.draft.at),
            count: disputed.length,
          })}
        />
        {disputed.map((name) => (
          <fieldset key={name} className={styles.dispute}>
            <legend>{memberWords(name)}</legend>
            <Radio.Group
              value={taken[name] ?? 'mine'}
              onChange={(event) => setTaken({ ...taken, [name]: event.target.value })}
            >
              <Radio value="mine">
                <strong>{te('conflict.mine')}</strong>
                <Said text={said(name).mine} other={said(name).theirs} />
              </Radio>
              <Radio value="theirs">
                <strong>{te('conflict.theirs', { by: theirs.draft.by })}</strong>
                <Said text={said(name).theirs} other={said(name).mine} />
              </Radio>
            </Radio.Group>
          </fieldset>
        ))}
      </div>
    </Modal>
  );
}

/** One side's words with what the other side does not say marked; the rest is shortened. */
function Said({ text, other }: { text: string; other: string }) {
  const { before, differs, after } = difference(text, other);
  return (
    <span className={styles.said}>
      {before}
      {differs ? <mark>{differs}</mark> : null}
      {after}
    </span>
  );
}

const WORDS: Readonly<Record<string, EditorKey>> = {
  title: 'guide.title',
  kind: 'guide.kind',
  delivery: 'guide.delivery',
  summary: 'guide.summary',
  beneficiaries: 'guide.beneficiaries',
  amount_text: 'guide.amount',
  materials: 'guide.materials',
  steps: 'guide.steps',
  time_limit: 'guide.limit',
  payment_term: 'guide.payment',
  department: 'guide.department',
  contact: 'guide.contact',
  window: 'guide.window.title',
  budget: 'guide.budget',
  policy: 'guide.policy',
  exclusion_group: 'guide.exclusion',
  when: 'view.conditions',
  benefit: 'view.benefit',
  bonus: 'bonus.title',
};

const memberWords = (name: string): string => te(WORDS[name] ?? 'kept.other');

/** One side's version of a part in words. */
function say(name: string, value: Json | undefined, reading: ReturnType<typeof useReadingOf>) {
  if (value === undefined) return te('conflict.nothing');
  switch (name) {
    case 'when':
      return reading?.sentence || te('conflict.changed');
    case 'benefit':
      return reading?.benefit || te('conflict.changed');
    case 'bonus':
      return reading?.bonuses?.join(te('conflict.semicolon')) || te('conflict.changed');
    case 'kind':
      return t(`kind.${value as 'grant'}`);
    case 'delivery':
      return t(`delivery.${value as 'claim'}`);
    default:
      return plain(value);
  }
}

/** The texts of a value, one after the other. */
function plain(value: Json): string {
  if (Array.isArray(value)) return value.map(plain).join(te('conflict.semicolon'));
  if (isObject(value)) return Object.values(value).map(plain).filter(Boolean).join(' ');
  return String(value ?? '');
}
