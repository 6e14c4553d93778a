import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/Empty';
import { groupDigits } from '@/lib/money';
import { useNarrow } from '@/lib/useMedia';
import { tf } from '@/messages/figure';
import { type AppealsSearch, NOBODY } from '../appeals/search';
import { type Column, DataTable } from '../list/DataTable';
import type { Board, Load } from './api';
import styles from './Figures.module.css';

/** The boxes of the inbox that the board counts. */
export const COUNTED = ['open', 'today', 'risk', 'late'] as const;
export type Counted = (typeof COUNTED)[number];

interface Row {
  key: string;
  department: string;
  person?: string;
  load: Load;
  search: AppealsSearch;
}

/** The rows of the board: departments, or the people in them. */
export function rowsOf(board: Board, byPerson: boolean): Row[] {
  return (board.departments ?? []).flatMap((one): Row[] => {
    const lead = one.id ?? NOBODY;
    const department = one.id ? (one.name ?? '') : tf('board.nobody');
    if (!byPerson) return [{ key: lead, department, load: one, search: { lead } }];
    return (one.people ?? []).map((person) => {
      const handler = person.id ?? NOBODY;
      return {
        key: `${lead} ${handler}`,
        department,
        person: person.id ? (person.name ?? '') : one.id ? tf('board.untaken') : '',
        load: person,
        search: { lead, handler },
      };
    });
  });
}

/** One number of the board; it opens exactly that many rows. */
export function Count({
  box,
  load,
  search,
  who,
}: {
  box: Counted;
  load: Load;
  search: AppealsSearch;
  who: string;
}) {
  const count = load[box];
  const text = groupDigits(String(count));
  if (count === 0) return <span className={styles.none}>{text}</span>;
  return (
    <Link
      to="/appeals"
      search={{ box, ...search }}
      className={`${styles.count} ${styles[box] ?? ''}`}
      aria-label={tf('board.open.of', { who, box: tf(`board.${box}`), count: text })}
    >
      {text}
    </Link>
  );
}

const counts = (width: string, words: 'board' | 'board.short'): Column<Row>[] =>
  COUNTED.map((box) => ({
    key: box,
    title: tf(`${words}.${box}`),
    required: true,
    right: true,
    width,
    render: (row) => (
      <Count box={box} load={row.load} search={row.search} who={row.person || row.department} />
    ),
  }));

const department: Column<Row> = {
  key: 'department',
  title: tf('board.department'),
  required: true,
  width: '12rem',
  render: (row) => row.department,
};

const person: Column<Row> = {
  key: 'person',
  title: tf('board.person'),
  required: true,
  width: '7rem',
  render: (row) => row.person,
};

/** On a phone the names stand above each other, so that the numbers are in sight. */
const both: Column<Row> = {
  ...department,
  width: '5.5rem',
  render: (row) => (
    <>
      {row.person || row.department}
      {row.person ? <small className={styles.small}>{row.department}</small> : null}
    </>
  ),
};

function columnsOf(byPerson: boolean, narrow: boolean): Column<Row>[] {
  if (narrow) return [both, ...counts('2.25rem', 'board.short')];
  return [department, ...(byPerson ? [person] : []), ...counts('6rem', 'board')];
}

interface Props {
  board: Board | undefined;
  byPerson: boolean;
  error: unknown;
  onRetry: () => void;
}

export function BoardTable({ board, byPerson, error, onRetry }: Props) {
  const narrow = useNarrow();
  return (
    <DataTable
      label={tf('board.title')}
      columns={columnsOf(byPerson, narrow)}
      rows={board && rowsOf(board, byPerson)}
      rowKey={(row) => row.key}
      error={error}
      onRetry={onRetry}
      empty={<Empty title={tf('board.empty')} text={tf('board.empty.text')} />}
    />
  );
}
