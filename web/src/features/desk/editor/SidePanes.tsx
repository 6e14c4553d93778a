import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { formatMoney } from '@/lib/money';
import { describeProblem } from '@/lib/problem';
import { useSettled } from '@/lib/useSettled';
import { te } from '@/messages/editor';
import { exampleQuery, type Gap, type Reading } from './api';
import { benefitLacks } from './check';
import { useEditor } from './context';
import styles from './Editor.module.css';
import { MeasuredInput } from './inputs';
import type { Json } from './model';
import { factTerm, measureOf } from './vocabulary';

/** Each item of the sentence on a line of its own: the sentence stays word for word. */
const inLines = (sentence: string) => sentence.replace(/([\uff1a\uff1b])(?=\u7b2c)/g, '$1\n');

interface ReadingProps {
  reading: Reading | undefined;
  error: unknown;
  behind: boolean;
  unfinished: number;
  /** On a phone the sentence is folded to two lines until it is wanted. */
  folding?: boolean;
}

/** The whole condition as one sentence, and what there is to get. */
export function SentencePane({ reading, error, behind, unfinished, folding }: ReadingProps) {
  const [unfolded, setUnfolded] = useState(false);
  if (folding && !unfolded) {
    return (
      <section className={styles.pane} aria-label={te('sentence.title')}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={false}
          onClick={() => setUnfolded(true)}
        >
          <span className={behind ? styles.behind : undefined}>
            {reading?.sentence || te('sentence.none')}
          </span>
          <UpOutlined aria-hidden />
        </button>
      </section>
    );
  }
  return (
    <section className={styles.pane} aria-label={te('sentence.title')}>
      <div className={styles.partHead}>
        <h2>{te('sentence.title')}</h2>
        {folding ? (
          <Button
            type="text"
            icon={<DownOutlined aria-hidden />}
            aria-label={te('sentence.fold')}
            onClick={() => setUnfolded(false)}
          />
        ) : null}
      </div>
      {error && !reading ? <p className={styles.wrong}>{describeProblem(error).text}</p> : null}
      <div className={behind ? styles.behind : undefined} aria-live="polite">
        <p className={styles.whole}>{inLines(reading?.sentence || te('sentence.none'))}</p>
        {reading?.benefit ? (
          <p>
            <strong>{te('sentence.benefit')}</strong>
            {reading.benefit}
          </p>
        ) : null}
        {(reading?.bonuses ?? []).map((bonus) => (
          <p key={bonus}>
            <strong>{te('sentence.bonus')}</strong>
            {bonus}
          </p>
        ))}
      </div>
      {unfinished > 0 ? (
        <p className={styles.lacking}>{te('sentence.unfinished', { count: unfinished })}</p>
      ) : null}
      {(reading?.problems ?? []).length > 0 ? (
        <Alert
          type="warning"
          title={te('sentence.problems', { count: reading?.problems?.length ?? 0 })}
        />
      ) : null}
    </section>
  );
}

/** A benefit worked out on example values that can be changed. */
export function ExamplePane({ benefit }: { benefit: Json | undefined }) {
  const { keys } = useEditor();
  const [given, setGiven] = useState<Record<string, number>>({});
  const ready = benefit !== undefined && benefitLacks(benefit, keys) === null;
  const rested = useSettled(JSON.stringify({ benefit, given }), 250);
  const asked = JSON.parse(rested) as { benefit?: Json; given: Record<string, number> };
  const values = Object.entries(asked.given).map(([name, value]) => {
    const [key = '', period = ''] = name.split(' ');
    return { key, period, value };
  });
  const { data, error } = useQuery({
    ...exampleQuery(asked.benefit, values),
    enabled: ready && asked.benefit !== undefined && benefitLacks(asked.benefit, keys) === null,
  });
  if (!ready) return null;
  return (
    <section className={styles.example} aria-label={te('example.title')}>
      <h3>{te('example.title')}</h3>
      {error ? <p className={styles.wrong}>{describeProblem(error).text}</p> : null}
      {(data?.inputs ?? []).map((input) => {
        const name = `${input.key} ${input.period}`;
        return (
          <div key={name} className={styles.row}>
            <span className={styles.rowLabel}>{te('example.input', { label: input.label })}</span>
            <MeasuredInput
              label={input.label}
              measure={measureOf(factTerm(input.key, input.period), keys)}
              value={given[name] ?? input.value}
              onChange={(value) => {
                const next = { ...given };
                if (value === undefined) delete next[name];
                else next[name] = value;
                setGiven(next);
              }}
            />
          </div>
        );
      })}
      {data ? (
        <div aria-live="polite">
          <p className={styles.worked}>{data.words}</p>
          {data.amount ? (
            <p className={styles.amount}>
              {te('example.amount', { money: formatMoney(data.amount) })}
            </p>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

/** What is still missing, each with the way to its field. */
export function GapList({
  gaps,
  nameOf,
  onGo,
}: {
  gaps: readonly Gap[];
  /** The number that the builder shows for a clause. */
  nameOf: (clause: string) => string;
  onGo: (gap: Gap) => void;
}) {
  const [open, setOpen] = useState(false);
  if (gaps.length === 0) return <p className={styles.complete}>{te('gaps.none')}</p>;
  return (
    <section className={styles.gaps} aria-label={te('gaps.title')}>
      <Button
        type="link"
        className={`${styles.gapLink} ${styles.gapsShow}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {te(open ? 'gaps.hide' : 'gaps.show', { count: gaps.length })}
      </Button>
      {open ? (
        <ul>
          {gaps.map((gap) => (
            <li key={`${gap.path} ${gap.clause} ${gap.words}`}>
              <Button type="link" className={styles.gapLink ?? ''} onClick={() => onGo(gap)}>
                {gap.clause && nameOf(gap.clause)
                  ? te('gaps.clause', { number: nameOf(gap.clause), words: gap.words })
                  : gap.words}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
