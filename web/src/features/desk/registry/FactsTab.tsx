import { Button } from 'antd';
import { useState } from 'react';
import { provenance } from '@/components/ClauseTree';
import { Empty } from '@/components/Empty';
import { formatPeriod } from '@/lib/date';
import { factDisplay, spaced } from '@/lib/text';
import { td } from '@/messages/desk';
import { type Column, DataTable } from '../list/DataTable';
import { formatMoment } from '../time';
import type { EnterpriseFact } from './api';
import styles from './Enterprise.module.css';
import { type Statement, statementsOf } from './facts';

const columns: Column<Statement>[] = [
  {
    key: 'label',
    title: td('fact.label'),
    required: true,
    width: '9rem',
    render: ({ used }) => used.label,
  },
  {
    key: 'period',
    title: td('fact.period'),
    width: '6rem',
    render: ({ used }) => formatPeriod(used.period),
  },
  {
    key: 'value',
    title: td('fact.value'),
    width: '11rem',
    render: ({ used }) => <span className={styles.value}>{factDisplay(used.display)}</span>,
  },
  {
    key: 'provenance',
    title: td('fact.provenance'),
    width: '18rem',
    render: (statement) => <Provenance statement={statement} />,
  },
  {
    key: 'recorded',
    title: td('fact.recorded'),
    width: '9rem',
    render: ({ used }) => (
      <>
        {formatMoment(used.recorded_at)}
        {used.recorded_by ? (
          <div className={styles.note}>{spaced(td('fact.by', { by: used.recorded_by }))}</div>
        ) : null}
      </>
    ),
  },
];

interface Props {
  facts: readonly EnterpriseFact[] | undefined;
  error: unknown;
  onRetry: () => void;
}

/** What is known of the enterprise, who says so, and what else was said. */
export function FactsTab({ facts, error, onRetry }: Props) {
  return (
    <div className={styles.stack}>
      <p className={styles.note}>{td('fact.lead')}</p>
      <DataTable
        inline
        label={td('enterprise.facts')}
        columns={columns}
        rows={facts && statementsOf(facts)}
        error={error}
        onRetry={onRetry}
        rowKey={({ used }) => used.id || used.key + (used.period ?? '')}
        empty={<Empty title={td('fact.empty.title')} text={td('fact.empty.text')} />}
      />
    </div>
  );
}

function Provenance({ statement }: { statement: Statement }) {
  const [open, setOpen] = useState(false);
  const { used, others } = statement;
  return (
    <>
      {provenance(used)}
      {used.evidence ? <div className={styles.note}>{used.evidence}</div> : null}
      {used.disputed ? <div className={styles.disputed}>{td('fact.disputed')}</div> : null}
      {others.length > 0 ? (
        <div>
          <Button
            type="link"
            size="small"
            className={styles.more ?? ''}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? td('fact.history.hide') : td('fact.history', { count: others.length })}
          </Button>
        </div>
      ) : null}
      {open ? (
        <ul className={styles.history}>
          {others.map((fact) => (
            <li key={fact.id}>
              <span className={styles.value}>{factDisplay(fact.display)}</span>
              {' · '}
              {[provenance(fact), fact.evidence, formatMoment(fact.recorded_at)]
                .filter(Boolean)
                .join(' · ')}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
