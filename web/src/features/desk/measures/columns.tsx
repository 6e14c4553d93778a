import { Link } from '@tanstack/react-router';
import { Icon } from '@/components/Icon';
import { VERDICT_LOOK, VERDICTS, type Verdict, verdictColors } from '@/components/verdict';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { tl } from '@/messages/policyLife';
import { t } from '@/messages/shared';
import type { Column } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import type { MeasureRow } from './api';
import styles from './Measures.module.css';

const count = (verdict: Verdict): Column<MeasureRow> => ({
  key: verdict,
  title: t(VERDICT_LOOK[verdict].word),
  right: true,
  width: '5rem',
  render: (row) =>
    row.counts ? (
      <Link
        to="/measures/$id/result"
        params={{ id: row.id }}
        search={{ verdict }}
        className={styles.count}
        style={verdictColors(verdict)}
        aria-label={td('measure.countOf', {
          verdict: t(VERDICT_LOOK[verdict].word),
          n: groupDigits(String(row.counts[verdict])),
        })}
      >
        <Icon name={VERDICT_LOOK[verdict].icon} size="0.9em" />
        {groupDigits(String(row.counts[verdict]))}
      </Link>
    ) : (
      <span className={styles.note}>{t('number.none')}</span>
    ),
});

/** The columns of the list of measures. */
export const measureColumns: Column<MeasureRow>[] = [
  {
    key: 'title',
    title: td('measure.title'),
    required: true,
    width: '17rem',
    render: (row) => (
      <>
        <Link to="/measures/$id" params={{ id: row.id }} className={styles.title}>
          {row.title}
        </Link>
        <span className={styles.note}>{row.policy_title}</span>
      </>
    ),
  },
  { key: 'kind', title: td('measure.kind'), width: '6rem', render: (row) => row.kind_label },
  {
    key: 'delivery',
    title: td('measure.delivery'),
    width: '6rem',
    render: (row) => row.delivery_label,
  },
  {
    key: 'department',
    title: td('measure.department'),
    width: '9rem',
    render: (row) => row.department,
  },
  {
    key: 'state',
    title: td('measure.state'),
    width: '8rem',
    render: (row) => (
      <>
        <StateMark state={row.state} word={row.state_label} />
        {row.open && row.open.version !== row.version ? (
          <span className={styles.openMark}>
            {tl('open.mark', { version: row.open.version, state: row.open.state_label })}
          </span>
        ) : null}
      </>
    ),
  },
  ...VERDICTS.map(count),
  {
    key: 'run',
    title: td('measure.runAt'),
    width: '8rem',
    render: (row) => formatMoment(row.run_at),
  },
  {
    key: 'version',
    title: td('measure.version'),
    right: true,
    width: '4rem',
    spare: true,
    render: (row) => row.version,
  },
];
