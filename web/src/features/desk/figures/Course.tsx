import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Empty } from '@/components/Empty';
import { groupDigits } from '@/lib/money';
import { useNarrow } from '@/lib/useMedia';
import { tf } from '@/messages/figure';
import tokens from '@/styles/tokens.json';
import { Chart, lines, look } from '../chart/Chart';
import { type Column, DataTable } from '../list/DataTable';
import { courseQuery, type Course as Months } from './api';
import styles from './Figures.module.css';
import { nameOfMonth } from './period';
import { percent } from './RateTable';
import { RATES } from './search';

type Month = NonNullable<Months['months']>[number];
type Rate = (typeof RATES)[number];

const tallyOf = (month: Month, rate: Rate) =>
  (month.rates ?? []).find((found) => found.rate === rate);

function Share({ month, rate }: { month: Month; rate: Rate }) {
  const one = tallyOf(month, rate);
  if (!one || one.base === 0) return <span className={styles.none}>{tf('rates.none')}</span>;
  const share = percent(one.hit, one.base);
  return (
    <Link
      to="/appeal-rates/cases"
      search={{ month: month.month, whole: 'true', rate, part: 'base' }}
      className={styles.underlined}
      aria-label={tf('course.of', {
        month: nameOfMonth(month.month),
        rate: tf(`rate.${rate}`),
        share,
        count: groupDigits(String(one.base)),
      })}
    >
      {share}
    </Link>
  );
}

const columnsOf = (narrow: boolean): Column<Month>[] => [
  {
    key: 'month',
    title: tf('course.month'),
    required: true,
    width: narrow ? '5rem' : '8rem',
    render: (month) => (narrow ? month.month : nameOfMonth(month.month)),
  },
  ...RATES.map(
    (rate): Column<Month> => ({
      key: rate,
      title: tf(`rate.${rate}`),
      required: true,
      right: true,
      width: narrow ? '4rem' : '5rem',
      render: (month) => <Share month={month} rate={rate} />,
    }),
  ),
];

const { color } = tokens;

/** A mark of its own for each line: they are told apart without colours too. */
const MARKS = { response: 'circle', resolution: 'rect', satisfaction: 'triangle' } as const;

function drawing(months: readonly Month[]) {
  return {
    ...look,
    color: [color.brand, color.eligible, color['need-facts']],
    tooltip: {
      ...look.tooltip,
      trigger: 'axis' as const,
      valueFormatter: (value: unknown) =>
        typeof value === 'number' ? `${value.toFixed(1)}%` : tf('rates.none'),
    },
    legend: { top: 0, left: 0, itemWidth: 20, itemHeight: 10 },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category' as const,
      data: months.map((month) => month.month),
      axisLine: lines,
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      max: 100,
      axisLabel: { formatter: '{value}%' },
      splitLine: lines,
    },
    series: RATES.map((rate) => ({
      name: tf(`rate.${rate}`),
      type: 'line' as const,
      symbol: MARKS[rate],
      symbolSize: 8,
      data: months.map((month) => {
        const one = tallyOf(month, rate);
        return one && one.base > 0 ? Math.round((one.hit / one.base) * 1000) / 10 : null;
      }),
    })),
  };
}

/** The three rates of the twelve months up to one: drawn, and as a table beside. */
export function Course({ until }: { until: string | undefined }) {
  const narrow = useNarrow();
  const { data, error, refetch, isPlaceholderData } = useQuery(courseQuery(until));
  const months = useMemo(() => data?.months ?? [], [data]);
  const option = useMemo(() => drawing(months), [months]);
  const counted = months.some((month) => (month.rates ?? []).some((one) => one.base > 0));
  return (
    <section className={styles.card} aria-label={tf('course.title')}>
      <h2>{tf('course.title')}</h2>
      <p className={styles.lead}>{tf('course.lead')}</p>
      <div className={styles.beside}>
        {counted ? <Chart label={tf('course.chart')} height={320} option={option} /> : null}
        <DataTable
          label={tf('course.table')}
          columns={columnsOf(narrow)}
          inline
          rows={data && (counted ? [...months].reverse() : [])}
          rowKey={(month) => month.month}
          stale={isPlaceholderData}
          error={error}
          onRetry={() => void refetch()}
          empty={<Empty title={tf('rates.empty')} text={tf('rates.empty.text')} />}
        />
      </div>
    </section>
  );
}
