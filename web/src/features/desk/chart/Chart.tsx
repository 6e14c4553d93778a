import type { EChartsCoreOption } from 'echarts/core';
import { lazy, Suspense } from 'react';
import tokens from '@/styles/tokens.json';
import styles from './Chart.module.css';

// The library for charts is half a megabyte: fetched when the first one is shown.
const Drawing = lazy(() => import('./Drawing').then((m) => ({ default: m.Drawing })));

const { color, font } = tokens;

/** What all charts of the desk have in common. */
export const look = {
  animation: false,
  color: [color.eligible, color['need-facts'], color['needs-review'], color.brand],
  textStyle: { fontFamily: font.sans, color: color['ink-2'] },
  tooltip: { renderMode: 'richText' as const, confine: true },
};

export const lines = { lineStyle: { color: color.line } };

interface Props {
  /** What the chart shows, for people who cannot see it; the table beside says it in full. */
  label: string;
  /** In pixels; kept while nothing is drawn yet, so that the page does not jump. */
  height: number;
  option: EChartsCoreOption;
}

export function Chart({ label, height, option }: Props) {
  return (
    <div className={styles.chart} style={{ height }} role="img" aria-label={label}>
      <Suspense fallback={null}>
        <Drawing option={option} />
      </Suspense>
    </div>
  );
}
