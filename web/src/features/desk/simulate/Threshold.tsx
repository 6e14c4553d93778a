import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { Empty } from '@/components/Empty';
import { Money } from '@/components/Money';
import { describeProblem } from '@/lib/problem';
import { useSettled } from '@/lib/useSettled';
import { tsim } from '@/messages/simulate';
import tokens from '@/styles/tokens.json';
import { Chart, lines, look } from '../chart/Chart';
import { type Column, DataTable } from '../list/DataTable';
import { type Curve, curveQuery, type Movable, type Simulation } from './api';
import { grouped, inWan } from './figures';
import { Shown } from './Shown';
import styles from './Simulate.module.css';

type Point = Curve['points'][number];

const columns: Column<Point>[] = [
  {
    key: 'threshold',
    title: tsim('sim.curve.threshold'),
    required: true,
    render: (point) => (point.present ? <strong>{point.label}</strong> : point.label),
  },
  {
    key: 'eligible',
    title: tsim('sim.curve.eligible'),
    right: true,
    render: (point) => <span className="num">{grouped(point.eligible)}</span>,
  },
  {
    key: 'amount',
    title: tsim('sim.curve.amount'),
    right: true,
    render: (point) => <Money yuan={point.amount} />,
  },
];

interface Props {
  definition: string;
  simulation: Simulation;
}

/** What hangs on one threshold. */
export function Threshold({ definition, simulation }: Props) {
  const movable = simulation.thresholds;
  const field = useId();
  const [chosen, setChosen] = useState('');
  const clause = movable.find((m) => m.clause === chosen) ?? movable[0];
  if (!clause) {
    return (
      <section className={styles.card}>
        <h3>{tsim('sim.curve')}</h3>
        <p className={styles.note}>{tsim('sim.curve.none')}</p>
      </section>
    );
  }
  return (
    <section className={styles.card} aria-label={tsim('sim.curve')}>
      <Moved key={clause.clause} definition={definition} clause={clause}>
        <div className={styles.field}>
          <label htmlFor={field}>{tsim('sim.curve.clause')}</label>
          <Select
            id={field}
            value={clause.clause}
            onChange={setChosen}
            options={movable.map((m) => ({ value: m.clause, label: m.words }))}
          />
        </div>
      </Moved>
    </section>
  );
}

interface MovedProps {
  definition: string;
  clause: Movable;
  /** Which clause is moved. */
  children: ReactNode;
}

function Moved({ definition, clause, children }: MovedProps) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const asked = useSettled(
    useMemo(() => ({ from: from.trim(), to: to.trim() }), [from, to]),
    500,
  );
  const found = useQuery(curveQuery({ definition, clause: clause.clause, ...asked }));
  const curve = found.data;
  const title = tsim('sim.curve');
  const option = useMemo(() => (curve ? drawing(curve.points) : {}), [curve]);
  return (
    <div aria-busy={found.isFetching} className={found.isFetching ? styles.stale : undefined}>
      <Shown
        title={title}
        chart={<Chart label={tsim('sim.curve.chart')} height={260} option={option} />}
        table={
          <DataTable
            inline
            label={tsim('sim.curve.chart')}
            columns={columns}
            rows={curve?.points}
            rowKey={(point) => point.threshold}
            empty={<Empty title={tsim('sim.none')} />}
          />
        }
      >
        {children}
        <div className={styles.controls}>
          <End
            label={tsim('sim.curve.from')}
            usual={clause.from}
            unit={clause.unit}
            value={from}
            onChange={setFrom}
          />
          <End
            label={tsim('sim.curve.to')}
            usual={clause.to}
            unit={clause.unit}
            value={to}
            onChange={setTo}
          />
          <span className={styles.note}>{tsim('sim.curve.present', { label: clause.label })}</span>
        </div>
        {found.error ? (
          <p role="alert" className={styles.alarm}>
            {describeProblem(found.error).text}
          </p>
        ) : null}
      </Shown>
    </div>
  );
}

interface EndProps {
  label: string;
  /** What is taken when nothing is typed. */
  usual: string;
  unit: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

function End({ label, usual, unit, value, onChange }: EndProps) {
  const field = useId();
  return (
    <span className={styles.end}>
      <label htmlFor={field}>{label}</label>
      <Input
        id={field}
        value={value}
        placeholder={usual}
        suffix={unit}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

const { color } = tokens;

function drawing(points: readonly Point[]) {
  const present = points.find((point) => point.present);
  const wan = tsim('sim.curve.wan');
  return {
    ...look,
    color: [color.eligible, color.brand],
    tooltip: { ...look.tooltip, trigger: 'axis' as const },
    legend: { top: 0, left: 0, itemWidth: 16, itemHeight: 10 },
    grid: { left: 8, right: 8, top: 56, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category' as const,
      data: points.map((point) => point.label),
      axisLabel: { hideOverlap: true },
      axisTick: { show: false },
      boundaryGap: false,
    },
    yAxis: [
      {
        type: 'value' as const,
        name: tsim('sim.curve.unit'),
        minInterval: 1,
        splitLine: lines,
        splitNumber: 4,
      },
      { type: 'value' as const, name: wan, splitLine: { show: false }, splitNumber: 4 },
    ],
    series: [
      {
        type: 'line' as const,
        name: tsim('sim.curve.eligible'),
        data: points.map((point) => point.eligible),
        symbol: 'none',
        lineStyle: { width: 2 },
        markLine: present
          ? {
              symbol: 'none',
              data: [{ xAxis: present.label }],
              lineStyle: { color: color.seal, type: 'dashed' as const },
              label: { formatter: tsim('sim.curve.now'), color: color.seal },
            }
          : {},
      },
      {
        type: 'line' as const,
        name: `${tsim('sim.curve.amount')}（${wan}）`,
        yAxisIndex: 1,
        data: points.map((point) => inWan(point.amount)),
        symbol: 'none',
        lineStyle: { width: 2, type: 'dotted' as const },
      },
    ],
  };
}
