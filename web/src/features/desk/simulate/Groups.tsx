import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { Empty } from '@/components/Empty';
import { t } from '@/messages/shared';
import { tsim } from '@/messages/simulate';
import { Chart, lines, look } from '../chart/Chart';
import { type Column, DataTable } from '../list/DataTable';
import type { Group, Simulation } from './api';
import { Choice } from './Choice';
import { grouped } from './figures';
import { Shown } from './Shown';
import styles from './Simulate.module.css';

type By = 'division' | 'industry' | 'size';
const BY: readonly By[] = ['division', 'industry', 'size'];

const SETS = ['eligible', 'need_facts', 'needs_review', 'near'] as const;

const wordOf = (set: (typeof SETS)[number]) =>
  set === 'near' ? tsim('sim.near') : t(`verdict.${set}`);

/** The filter of the registry that holds a group's enterprises. */
const FILTER = { division: 'division', industry: 'industry', size: 'size_class' } as const;

const columnsOf = (by: By): Column<Group>[] => [
  {
    key: 'name',
    title: tsim('sim.groups.name'),
    required: true,
    render: (row) =>
      row.code ? (
        <Link
          to="/enterprises"
          search={{ [FILTER[by]]: row.code }}
          title={tsim('sim.groups.open', { name: row.label })}
        >
          {row.label}
        </Link>
      ) : (
        row.label
      ),
  },
  ...SETS.map((set) => ({
    key: set,
    title: wordOf(set),
    right: true,
    render: (row: Group) => <span className="num">{grouped(row[set])}</span>,
  })),
];

const columns = {
  division: columnsOf('division'),
  industry: columnsOf('industry'),
  size: columnsOf('size'),
};

interface Props {
  simulation: Simulation;
  section: string;
  onSection: (section: string) => void;
}

/** Where the enterprises are: by division, industry or size. */
export function Groups({ simulation, section, onSection }: Props) {
  const [by, setBy] = useState<By>('division');
  const rows = simulation[`by_${by}`];
  const title = tsim('sim.groups.label', { by: tsim(`sim.groups.${by}`) });
  // What is offered stays while one section is looked at.
  const [sections, setSections] = useState<Group[]>([]);
  if (!section && sections !== simulation.by_industry) setSections(simulation.by_industry);
  const option = useMemo(() => bars(rows), [rows]);
  return (
    <section className={styles.card} aria-label={tsim('sim.groups')}>
      <Shown
        title={title}
        chart={
          rows.length > 0 ? (
            <Chart label={title} height={heightOf(rows)} option={option} />
          ) : (
            <Empty title={tsim('sim.none')} />
          )
        }
        table={
          <DataTable
            inline
            label={title}
            columns={columns[by]}
            rows={rows}
            rowKey={(row) => row.code}
            empty={<Empty title={tsim('sim.none')} />}
          />
        }
      >
        <div className={styles.controls}>
          <Choice
            label={tsim('sim.groups.by')}
            value={by}
            options={BY.map((value) => ({ value, label: tsim(`sim.groups.${value}`) }))}
            onChange={setBy}
          />
          {by === 'industry' ? (
            <Select
              aria-label={tsim('sim.groups.section')}
              className={styles.section}
              value={section}
              onChange={onSection}
              options={[
                { value: '', label: tsim('sim.groups.sections') },
                ...sections
                  .filter((group) => group.code)
                  .map((group) => ({ value: group.code, label: group.label })),
              ]}
            />
          ) : null}
        </div>
      </Shown>
    </section>
  );
}

/** The most groups that are drawn; the table has all. */
const DRAWN = 24;

const drawn = (rows: readonly Group[]) => {
  const weight = (row: Group) => row.eligible * 1e6 + row.needs_review + row.need_facts;
  if (rows.length <= DRAWN) return rows;
  return [...rows].sort((a, b) => weight(b) - weight(a)).slice(0, DRAWN);
};

const heightOf = (rows: readonly Group[]) => 64 + Math.min(rows.length, DRAWN) * 28;

function bars(all: readonly Group[]) {
  const rows = drawn(all);
  return {
    ...look,
    tooltip: {
      ...look.tooltip,
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const },
    },
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12 },
    grid: { left: 8, right: 44, top: 36, bottom: 8, containLabel: true },
    xAxis: { type: 'value' as const, minInterval: 1, splitLine: lines, splitNumber: 3 },
    yAxis: {
      type: 'category' as const,
      inverse: true,
      data: rows.map((row) => row.label),
      axisLabel: { width: 110, overflow: 'truncate' as const },
      axisTick: { show: false },
    },
    series: (['eligible', 'near'] as const).map((set) => ({
      type: 'bar' as const,
      name: wordOf(set),
      barMaxWidth: 10,
      label: { show: true, position: 'right' as const, fontSize: 10 },
      data: rows.map((row) => row[set]),
    })),
  };
}
