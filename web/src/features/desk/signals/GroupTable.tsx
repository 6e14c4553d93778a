import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Empty } from '@/components/Empty';
import { formatDate } from '@/lib/date';
import { tk } from '@/messages/issue';
import { ti } from '@/messages/signal';
import { type Column, DataTable } from '../list/DataTable';
import type { Group } from './api';
import { spotsOf } from './RisingList';
import styles from './Signals.module.css';
import type { SignalsSearch } from './search';

interface Props {
  groups: readonly Group[] | undefined;
  search: SignalsSearch;
  stale: boolean;
  error: unknown;
  onRetry: () => void;
  /** Puts a group on the list of what is asked for again and again. */
  onList?: ((group: Group) => void) | undefined;
}

const columns = (search: SignalsSearch, onList: Props['onList']): Column<Group>[] => [
  {
    key: 'about',
    title: ti('groups.about'),
    required: true,
    width: '18rem',
    render: (row) => (
      <>
        {row.title}
        {row.words.length > 0 ? (
          <span className={styles.words}>
            {row.words.map((word) => (
              <span key={word}>{word}</span>
            ))}
          </span>
        ) : null}
        {row.topic_label ? <small className={styles.small}>{row.topic_label}</small> : null}
      </>
    ),
  },
  {
    key: 'cases',
    title: ti('groups.cases'),
    required: true,
    right: true,
    width: '4rem',
    render: (row) => (
      <Link
        to="/appeal-signals/$id"
        params={{ id: row.id }}
        search={search}
        className={styles.number}
        aria-label={ti('groups.open.of', { title: row.title, count: row.cases })}
      >
        {row.cases}
      </Link>
    ),
  },
  { key: 'open', title: ti('groups.open'), right: true, width: '5rem', render: (row) => row.open },
  {
    key: 'firms',
    title: ti('groups.firms'),
    right: true,
    width: '4rem',
    render: (row) => row.firms,
  },
  {
    key: 'spots',
    title: ti('groups.spots'),
    width: '12rem',
    render: (row) => spotsOf(row.spots.slice(0, 3)),
  },
  {
    key: 'when',
    title: ti('groups.when'),
    width: '9rem',
    render: (row) => (
      <>
        {formatDate(row.first)}
        <small className={styles.small}>{formatDate(row.last)}</small>
      </>
    ),
  },
  ...(onList
    ? [
        {
          key: 'list',
          title: tk('title'),
          width: '8rem',
          render: (row: Group) => (
            <Button
              size="small"
              aria-label={tk('propose.of', { title: row.title })}
              onClick={() => onList(row)}
            >
              {tk('propose.signal')}
            </Button>
          ),
        },
      ]
    : []),
];

/** Groups of cases that are alike, those with the most cases first. */
export function GroupTable({ groups, search, stale, error, onRetry, onList }: Props) {
  return (
    <DataTable
      label={ti('groups.title')}
      columns={columns(search, onList)}
      inline
      rows={groups}
      rowKey={(row) => row.id}
      stale={stale}
      error={error}
      onRetry={onRetry}
      empty={<Empty title={ti('groups.empty')} />}
    />
  );
}
