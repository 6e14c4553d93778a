import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { formatDate } from '@/lib/date';
import { td } from '@/messages/desk';
import type { Column } from '../list/DataTable';
import { formatMoment } from '../time';
import type { EnterpriseRow } from './api';
import styles from './Registry.module.css';

/** Qualifications shown in a row; the others are counted. */
const SHOWN_TAGS = 3;

/** The columns of the registry. */
export const registryColumns: Column<EnterpriseRow>[] = [
  {
    key: 'name',
    title: td('registry.name'),
    required: true,
    width: '16rem',
    ascending: 'name',
    descending: '-name',
    render: (row) => (
      <>
        <Link to="/enterprises/$uscc" params={{ uscc: row.uscc }} className={styles.name}>
          {row.name}
        </Link>
        <span className={styles.code}>{row.uscc}</span>
      </>
    ),
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
  {
    key: 'registered',
    title: td('registry.registered'),
    width: '8.75rem',
    ascending: 'registered',
    descending: '-registered',
    largestFirst: true,
    render: (row) => (row.registered ? formatDate(row.registered) : ''),
  },
  {
    key: 'capital',
    title: td('registry.capital'),
    width: '8rem',
    right: true,
    ascending: 'capital',
    descending: '-capital',
    largestFirst: true,
    render: (row) => row.capital_text,
  },
  { key: 'status', title: td('registry.status'), width: '5rem', render: (row) => row.status },
  {
    key: 'qualifications',
    title: td('registry.qualifications'),
    width: '12rem',
    render: (row) => <Qualifications row={row} />,
  },
  {
    key: 'updated',
    title: td('registry.updated'),
    width: '8rem',
    spare: true,
    ascending: 'updated',
    descending: '-updated',
    largestFirst: true,
    render: (row) => formatMoment(row.updated_at),
  },
];

function Qualifications({ row }: { row: EnterpriseRow }) {
  const all = row.qualifications ?? [];
  const more = all.length - SHOWN_TAGS;
  return (
    <span className={styles.tags}>
      {all.slice(0, SHOWN_TAGS).map((one) => (
        <Tag key={one.value} color="blue">
          {one.label}
        </Tag>
      ))}
      {more > 0 ? <span>{td('registry.more', { count: more })}</span> : null}
    </span>
  );
}
