import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { fieldProblem } from '@/lib/problem';
import { ty } from '@/messages/definition';
import { tdt } from '@/messages/draft';
import { Lines } from '../appeals/inputs';
import { Refusal } from '../appeals/Refusal';
import { ACTS, type Act } from '../drafts/deciding';
import { FormDialog } from '../FormDialog';
import { percent } from '../figures/RateTable';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { type Draft, useDecide } from './api';
import styles from './Definitions.module.css';

type Trial = Draft['trial'][number];

/** What a rate came to by one definition; both of its numbers open their cases. */
function Share({ draft, row, latest }: { draft: string; row: Trial; latest?: boolean }) {
  const [hit, base] = latest ? [row.before_hit, row.before_base] : [row.after_hit, row.after_base];
  if (base === 0) return ty('trial.nothing');
  const side = ty(latest ? 'trial.side.latest' : 'trial.side.draft');
  const number = (part: 'hit' | 'base', count: number) => (
    <Link
      to="/appeal-rates/cases"
      search={{ draft, rate: row.rate, part, ...(latest ? { latest: 'true' as const } : {}) }}
      className={styles.number}
      aria-label={ty(`trial.${part}`, { rate: row.label, side, count })}
    >
      {count}
    </Link>
  );
  return (
    <>
      {percent(hit, base)}（{number('hit', hit)} / {number('base', base)}）
    </>
  );
}

const columnsOf = (draft: string): Column<Trial>[] => [
  {
    key: 'rate',
    title: ty('trial.rate'),
    required: true,
    width: '5rem',
    render: (row) => row.label,
  },
  {
    key: 'before',
    title: ty('trial.before'),
    required: true,
    width: '10rem',
    render: (row) => <Share draft={draft} row={row} latest />,
  },
  {
    key: 'after',
    title: ty('trial.after'),
    required: true,
    width: '10rem',
    render: (row) => <Share draft={draft} row={row} />,
  },
];

const MARKS = {
  pending: 'in_review',
  approved: 'done',
  refused: 'refused',
  withdrawn: 'withdrawn',
};

/** A version that somebody wants: what it changes, what it would have made of a month. */
export function DraftCard({ draft, month }: { draft: Draft; month: string }) {
  const [act, setAct] = useState<Act>();
  const can = ACTS.filter((one) => draft.can.includes(one));
  const title = ty('draft.title', { base: draft.base, month: draft.month });
  return (
    <section className={styles.card} aria-label={title}>
      <h3>{title}</h3>
      <p className={styles.small}>
        <StateMark
          state={MARKS[draft.state]}
          word={ty('draft.state', {
            state: draft.state_label,
            by: draft.by,
            at: formatMoment(draft.at),
          })}
        />
      </p>
      <ul>
        {draft.differences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p>{ty('draft.reason', { reason: draft.reason })}</p>
      <p>{ty('draft.source', { source: draft.source })}</p>
      {draft.words ? <p>{ty('draft.words', { words: draft.words })}</p> : null}
      {draft.decided_at ? (
        <p className={styles.small}>
          {ty('draft.decided', {
            by: draft.decided_by ?? '',
            at: formatMoment(draft.decided_at),
          })}
          {draft.edition ? `，${ty('draft.edition', { edition: draft.edition })}` : null}
        </p>
      ) : null}
      {draft.trial.length > 0 ? (
        <>
          <p className={styles.small}>{ty('trial.title', { month })}</p>
          <DataTable
            label={ty('trial.title', { month })}
            columns={columnsOf(draft.id)}
            inline
            rows={draft.trial}
            rowKey={(row) => row.rate}
            empty={null}
          />
        </>
      ) : null}
      {draft.state === 'pending' && !can.includes('approve') ? (
        <p className={styles.small}>{ty('draft.own')}</p>
      ) : null}
      {can.length > 0 ? (
        <div className={styles.acts}>
          {can.map((one) => (
            <Button
              key={one}
              type={one === 'approve' ? 'primary' : 'default'}
              onClick={() => setAct(one)}
            >
              {tdt(one)}
            </Button>
          ))}
        </div>
      ) : null}
      {act ? <DecideDialog draft={draft} act={act} onClose={() => setAct(undefined)} /> : null}
    </section>
  );
}

interface DialogProps {
  draft: Draft;
  act: Act;
  onClose: () => void;
}

/** Says what a decision brings about; a refusal needs words. */
function DecideDialog({ draft, act, onClose }: DialogProps) {
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const deciding = useDecide(draft, act);
  return (
    <FormDialog
      title={tdt(act)}
      submit={tdt(act)}
      pending={deciding.isPending}
      onClose={onClose}
      onSubmit={() =>
        deciding.mutate(words.trim(), {
          onSuccess: () => {
            void message.success(ty('done'));
            onClose();
          },
        })
      }
    >
      <p>{ty(`text.${act}`, { month: draft.month })}</p>
      {act === 'refuse' ? (
        <Lines
          label={tdt('refuse.words')}
          hint={ty('words.least')}
          error={fieldProblem(deciding.error, 'words')}
          value={words}
          onChange={setWords}
          max={200}
        />
      ) : null}
      <Refusal error={deciding.error} fields={['words']} onReload={onClose} />
    </FormDialog>
  );
}
