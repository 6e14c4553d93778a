import { Empty } from '@/components/Empty';
import { tsim } from '@/messages/simulate';
import { type Column, DataTable } from '../list/DataTable';
import type { Simulation } from './api';
import { grouped } from './figures';
import styles from './Simulate.module.css';

type Near = Simulation['near'][number];

const columns: Column<Near>[] = [
  {
    key: 'words',
    title: tsim('sim.nearest.clause'),
    required: true,
    render: (row) => row.words,
  },
  {
    key: 'thresholds',
    title: tsim('sim.nearest.thresholds'),
    right: true,
    width: '5rem',
    render: (row) => <span className="num">{grouped(row.thresholds)}</span>,
  },
  {
    key: 'facts',
    title: tsim('sim.nearest.facts'),
    right: true,
    width: '5rem',
    render: (row) => <span className="num">{grouped(row.facts)}</span>,
  },
];

/** Which clauses keep enterprises out that are one step away. */
export function Nearest({ simulation }: { simulation: Simulation }) {
  return (
    <section className={styles.card} aria-label={tsim('sim.nearest')}>
      <h3>
        {tsim('sim.near')} · {tsim('sim.nearest')}
      </h3>
      <DataTable
        inline
        label={tsim('sim.nearest')}
        columns={columns}
        rows={simulation.near}
        rowKey={(row) => row.clause}
        empty={<Empty title={tsim('sim.nearest.none')} />}
      />
      {simulation.near.length > 1 ? (
        <p className={styles.note}>{tsim('sim.nearest.note')}</p>
      ) : null}
    </section>
  );
}
