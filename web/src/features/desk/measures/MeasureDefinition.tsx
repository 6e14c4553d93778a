import { Typography } from 'antd';
import { Empty } from '@/components/Empty';
import { formatDate } from '@/lib/date';
import { td } from '@/messages/desk';
import { type Column, DataTable } from '../list/DataTable';
import { formatMoment } from '../time';
import type { Measure } from './api';
import { prettyJson } from './json';
import styles from './Measures.module.css';

type Version = NonNullable<Measure['versions']>[number];

const columns: Column<Version>[] = [
  {
    key: 'version',
    title: td('measure.version'),
    required: true,
    width: '5rem',
    render: (row) => td('measure.versionNo', { version: row.version }),
  },
  {
    key: 'from',
    title: td('version.from'),
    width: '9rem',
    render: (row) => (row.from ? formatDate(row.from) : td('version.always')),
  },
  { key: 'by', title: td('version.by'), width: '7rem', render: (row) => row.by },
  { key: 'at', title: td('version.at'), width: '9rem', render: (row) => formatMoment(row.at) },
];

/** The definition as it was imported, and the versions it has gone through. */
export function MeasureDefinition({ measure }: { measure: Measure }) {
  const text = prettyJson(measure.definition);
  return (
    <div className={styles.columns}>
      <section className={styles.stack}>
        <div className={styles.headTop}>
          <h2>{td('definition.title')}</h2>
          <Typography.Text copyable={{ text, tooltips: [td('act.copy'), td('act.copied')] }}>
            {td('definition.copy')}
          </Typography.Text>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={styles.definition} tabIndex={0}>
          {text}
        </pre>
      </section>
      <section className={styles.stack}>
        <h2>{td('version.title')}</h2>
        <DataTable
          inline
          label={td('version.title')}
          columns={columns}
          rows={[...(measure.versions ?? [])].sort((a, b) => b.version - a.version)}
          rowKey={(row) => row.version}
          empty={<Empty title={td('version.empty')} />}
        />
      </section>
    </div>
  );
}
