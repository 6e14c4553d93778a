import { Link } from '@tanstack/react-router';
import { tr } from '@/messages/reach';
import type { Column } from '../list/DataTable';
import { formatMoment } from '../time';
import type { ReachRow } from './api';
import styles from './Reach.module.css';
import { VisitCell, Visits } from './VisitCell';

const moment = (at: string) =>
  at ? formatMoment(at) : <span className={styles.no}>{tr('no')}</span>;

const firm: Column<ReachRow> = {
  key: 'firm',
  title: tr('col.firm'),
  required: true,
  width: '15rem',
  render: (row) => (
    <>
      <Link
        to="/enterprises/$uscc"
        params={{ uscc: row.uscc }}
        search={{ tab: 'verdicts', measure: row.measure }}
        className={styles.name}
      >
        {row.name}
      </Link>
      <span className={styles.note}>{row.uscc}</span>
    </>
  ),
};

const place: Column<ReachRow> = {
  key: 'place',
  title: tr('col.place'),
  width: '9rem',
  render: (row) => row.division.label,
};

const told: Column<ReachRow> = {
  key: 'told',
  title: tr('col.told'),
  width: '7.5rem',
  render: (row) => moment(row.told_at),
};

const opened: Column<ReachRow> = {
  key: 'opened',
  title: tr('col.opened'),
  width: '7.5rem',
  render: (row) => moment(row.opened_at),
};

/** The columns of the list for calls: a line for each measure of each enterprise. */
export const reachColumns: Column<ReachRow>[] = [
  firm,
  {
    key: 'measure',
    title: tr('col.measure'),
    width: '14rem',
    render: (row) => (
      <>
        {row.title} {row.fresh ? <span className={styles.fresh}>{tr('fresh')}</span> : null}
      </>
    ),
  },
  {
    key: 'visit',
    title: tr('col.visit'),
    width: '13rem',
    render: (row) => <VisitCell row={row} />,
  },
  told,
  opened,
  place,
];

/** The columns of who got to a step of the funnel. */
export const funnelColumns: Column<ReachRow>[] = [
  firm,
  told,
  opened,
  {
    key: 'visit',
    title: tr('col.visit'),
    width: '12rem',
    render: (row) =>
      row.visits.length > 0 ? <Visits row={row} /> : <span className={styles.no}>{tr('no')}</span>,
  },
  place,
];
