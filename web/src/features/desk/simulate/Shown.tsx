import { type ReactNode, useState } from 'react';
import { tsim } from '@/messages/simulate';
import { Choice } from './Choice';
import styles from './Simulate.module.css';

interface Props {
  title: string;
  chart: ReactNode;
  table: ReactNode;
  /** Between the title and the chart. */
  children?: ReactNode;
}

/** A chart that can also be read as a table. */
export function Shown({ title, chart, table, children }: Props) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <>
      <div className={styles.cardHead}>
        <h3>{title}</h3>
        <Choice
          label={tsim('sim.shown', { what: title })}
          value={view}
          options={[
            { value: 'chart', label: tsim('sim.chart') },
            { value: 'table', label: tsim('sim.table') },
          ]}
          onChange={setView}
        />
      </div>
      {children}
      {view === 'chart' ? chart : table}
    </>
  );
}
