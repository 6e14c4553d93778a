import { Link } from '@tanstack/react-router';
import { Money } from '@/components/Money';
import { VerdictBadge } from '@/components/VerdictBadge';
import { asVerdict, VERDICT_LOOK } from '@/components/verdict';
import { factName, spaced } from '@/lib/text';
import { td } from '@/messages/desk';
import { t } from '@/messages/shared';
import type { Column } from '../list/DataTable';
import type { NearMiss, ResultRow } from './api';
import styles from './Measures.module.css';

function name(measure: string, row: { uscc: string; name: string }) {
  return (
    <>
      <Link
        to="/enterprises/$uscc"
        params={{ uscc: row.uscc }}
        search={{ tab: 'verdicts', measure }}
        className={styles.title}
      >
        {row.name}
      </Link>
      <span className={styles.note}>{row.uscc}</span>
    </>
  );
}

/** The columns of the enterprises in a measure's result. */
export const resultColumns = (measure: string): Column<ResultRow>[] => [
  {
    key: 'name',
    title: td('registry.name'),
    required: true,
    width: '16rem',
    render: (row) => name(measure, row),
  },
  {
    key: 'verdict',
    title: td('verdict.title'),
    width: '9rem',
    render: (row) => (
      <>
        <VerdictBadge verdict={asVerdict(row.verdict)} />
        {row.changed && row.previous ? (
          <div className={styles.changed}>
            {td('result.was', { verdict: t(VERDICT_LOOK[asVerdict(row.previous)].word) })}
          </div>
        ) : null}
      </>
    ),
  },
  {
    key: 'amount',
    title: td('verdict.amount'),
    right: true,
    width: '7rem',
    render: (row) => (row.amount ? <Money yuan={row.amount} /> : ''),
  },
  {
    key: 'division',
    title: td('registry.division'),
    width: '9rem',
    render: (row) => row.division?.label,
  },
  {
    key: 'industry',
    title: td('registry.industry'),
    width: '11rem',
    render: (row) => row.industry?.label,
  },
  { key: 'size', title: td('registry.size'), width: '4rem', render: (row) => row.size_label },
];

/** The columns of the enterprises that miss by one clause or one fact. */
export const nearColumns = (measure: string): Column<NearMiss>[] => [
  {
    key: 'name',
    title: td('registry.name'),
    required: true,
    width: '16rem',
    render: (row) => name(measure, row),
  },
  {
    key: 'clause',
    title: td('near.clause'),
    width: '14rem',
    render: (row) => row.clause?.words,
  },
  {
    key: 'fact',
    title: td('near.fact'),
    width: '9rem',
    render: (row) => row.fact_display || t('number.none'),
  },
  { key: 'threshold', title: td('near.threshold'), width: '9rem', render: (row) => row.threshold },
  {
    key: 'gap',
    title: td('near.gap'),
    width: '10rem',
    render: (row) => {
      const missing = row.missing ?? [];
      return (
        <span className={styles.gap}>
          {missing.length > 0
            ? spaced(td('near.missing', { labels: missing.map(factName).join('、') }))
            : row.gap}
        </span>
      );
    },
  },
];
