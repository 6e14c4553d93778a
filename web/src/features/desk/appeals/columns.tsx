import { Link } from '@tanstack/react-router';
import { tq } from '@/messages/appealDesk';
import type { Column } from '../list/DataTable';
import { formatMoment } from '../time';
import styles from './Appeals.module.css';
import type { Row } from './api';
import { Marks } from './Marks';
import { Remaining } from './Remaining';

/** On a phone the case itself comes first, with its number below. */
const narrowFirst: Column<Row> = {
  key: 'number',
  title: tq('row.title'),
  required: true,
  width: '11rem',
  render: (row) => (
    <>
      <Link to="/appeals/$id" params={{ id: row.id }} data-row={row.id} className={styles.title}>
        {row.title}
      </Link>
      <small className={styles.small}>{row.number}</small>
      <Marks row={row} />
    </>
  ),
};

/** The chosen columns as a phone has room for them. */
export function narrowed(shown: readonly Column<Row>[]): Column<Row>[] {
  const before = ['left', 'state'];
  const rest = shown.filter((column) => !['number', 'title'].includes(column.key));
  return [
    narrowFirst,
    ...rest.filter((column) => before.includes(column.key)),
    ...rest.filter((column) => !before.includes(column.key)),
  ];
}

/** The columns of the inbox. */
export const columns: Column<Row>[] = [
  {
    key: 'number',
    title: tq('row.number'),
    required: true,
    width: '10rem',
    render: (row) => (
      <Link to="/appeals/$id" params={{ id: row.id }} data-row={row.id} className={styles.number}>
        {row.number}
      </Link>
    ),
  },
  {
    key: 'title',
    title: tq('row.title'),
    width: '16rem',
    render: (row) => (
      <>
        <span className={styles.title}>{row.title}</span>
        <Marks row={row} />
      </>
    ),
  },
  { key: 'kind', title: tq('row.kind'), width: '4rem', render: (row) => row.kind_label },
  {
    key: 'enterprise',
    title: tq('row.enterprise'),
    width: '10rem',
    render: (row) => row.enterprise || tq('row.enterprise.none'),
  },
  {
    key: 'lead',
    title: tq('row.lead'),
    width: '9rem',
    render: (row) => (
      <>
        {row.lead_name || tq('row.lead.none')}
        {row.handler ? <small className={styles.small}>{row.handler}</small> : null}
      </>
    ),
  },
  {
    key: 'left',
    title: tq('row.left'),
    width: '9.5rem',
    ascending: 'due',
    render: (row) => <Remaining row={row} />,
  },
  { key: 'state', title: tq('row.state'), width: '5.5rem', render: (row) => row.state_label },
  {
    key: 'channel',
    title: tq('row.channel'),
    width: '5.5rem',
    spare: true,
    render: (row) => row.channel_label,
  },
  {
    key: 'received',
    title: tq('row.received'),
    width: '8rem',
    spare: true,
    render: (row) => formatMoment(row.received_at),
  },
];
