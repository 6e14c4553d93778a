import { useMemo } from 'react';
import { Empty } from '@/components/Empty';
import { Money } from '@/components/Money';
import { formatMoney } from '@/lib/money';
import { tsim } from '@/messages/simulate';
import { Chart, lines, look } from '../chart/Chart';
import { type Column, DataTable } from '../list/DataTable';
import type { Simulation } from './api';
import { grouped, shareOf } from './figures';
import { Shown } from './Shown';
import styles from './Simulate.module.css';

type Spread = NonNullable<Simulation['budget']>;
type Bar = Spread['histogram'][number];

const rangeOf = (bar: Bar) =>
  tsim('sim.budget.range', { from: formatMoney(bar.from), to: formatMoney(bar.to) });

const columns: Column<Bar>[] = [
  { key: 'range', title: tsim('sim.budget.rangeHead'), required: true, render: rangeOf },
  {
    key: 'count',
    title: tsim('sim.budget.countHead'),
    right: true,
    render: (bar) => <span className="num">{grouped(bar.count)}</span>,
  },
  {
    key: 'sum',
    title: tsim('sim.budget.sumHead'),
    right: true,
    render: (bar) => <Money yuan={bar.sum} />,
  },
];

const QUANTILES = ['min', 'p25', 'p50', 'p75', 'p90', 'max'] as const;

/** What the draft would cost, and how it is spread over the enterprises. */
export function Budget({ simulation }: { simulation: Simulation }) {
  const budget = simulation.budget;
  if (!budget) {
    return (
      <section className={styles.card}>
        <h3>{tsim('sim.budget')}</h3>
        <p className={styles.note}>{tsim('sim.budget.none')}</p>
      </section>
    );
  }
  return (
    <section className={styles.card} aria-label={tsim('sim.budget')}>
      <h3>{tsim('sim.budget')}</h3>
      <Plan budget={budget} />
      {budget.unknown > 0 ? (
        <p className={styles.note}>{tsim('sim.budget.unknown', { n: grouped(budget.unknown) })}</p>
      ) : null}
      <dl className={styles.quantiles} aria-label={tsim('sim.budget.spread')}>
        {QUANTILES.map((name) => (
          <div key={name}>
            <dt>{tsim(`sim.budget.${name}`)}</dt>
            <dd>
              <Money yuan={budget[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <Histogram bars={budget.histogram} />
    </section>
  );
}

function Plan({ budget }: { budget: Spread }) {
  const share = shareOf(budget.sum, budget.planned);
  const over = share !== null && share > 100;
  return (
    <div className={styles.plan}>
      <p className={styles.sum}>
        <span className={styles.note}>{tsim('sim.budget.sum')}</span>
        <strong>
          <Money yuan={budget.sum} />
        </strong>
      </p>
      {share === null ? (
        <p className={styles.note}>{tsim('sim.budget.unplanned')}</p>
      ) : (
        <div className={over ? styles.over : undefined}>
          <p>
            {tsim('sim.budget.share', { share: String(share) })}
            {over ? <strong className={styles.alarm}>{tsim('sim.budget.over')}</strong> : null}
          </p>
          <div className={styles.gauge} aria-hidden="true">
            <span style={{ width: `${Math.min(share, 100)}%` }} />
          </div>
          <p className={styles.note}>
            {tsim('sim.budget.planned')} <Money yuan={budget.planned ?? ''} />
          </p>
        </div>
      )}
    </div>
  );
}

function Histogram({ bars }: { bars: readonly Bar[] }) {
  const title = tsim('sim.budget.histogram');
  const option = useMemo(
    () => ({
      ...look,
      tooltip: { ...look.tooltip, trigger: 'axis' as const },
      grid: { left: 8, right: 8, top: 24, bottom: 8, containLabel: true },
      xAxis: {
        type: 'category' as const,
        data: bars.map((bar) => formatMoney(bar.from).replaceAll(' ', '')),
        axisLabel: { hideOverlap: true },
        axisTick: { show: false },
      },
      yAxis: { type: 'value' as const, minInterval: 1, splitLine: lines },
      series: [
        {
          type: 'bar' as const,
          name: tsim('sim.budget.countHead'),
          data: bars.map((bar) => bar.count),
          barCategoryGap: '8%',
          label: { show: bars.length <= 12, position: 'top' as const },
        },
      ],
    }),
    [bars],
  );
  return (
    <Shown
      title={title}
      chart={<Chart label={title} height={220} option={option} />}
      table={
        <DataTable
          inline
          label={title}
          columns={columns}
          rows={bars}
          rowKey={(bar) => bar.from}
          empty={<Empty title={tsim('sim.none')} />}
        />
      }
    />
  );
}
