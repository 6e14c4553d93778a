import { Segmented } from 'antd';
import { Empty } from '@/components/Empty';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import type { ImportProblem } from './api';
import styles from './Imports.module.css';
import type { ImportSearch } from './search';

const columns: Column<ImportProblem>[] = [
  {
    key: 'row',
    title: td('problem.row'),
    required: true,
    width: '3.5rem',
    render: (row) => <span className="num">{groupDigits(String(row.row))}</span>,
  },
  { key: 'column', title: td('problem.column'), width: '7rem', render: (row) => row.column },
  { key: 'reason', title: td('problem.reason'), width: '16rem', render: (row) => row.reason },
  {
    key: 'level',
    title: td('problem.level'),
    width: '6rem',
    render: (row) => (
      <StateMark
        state={row.level}
        word={row.level === 'refusal' ? td('problem.refusal') : td('problem.warning')}
      />
    ),
  },
  {
    key: 'text',
    title: td('problem.text'),
    width: '10rem',
    render: (row) => <span className={styles.content}>{row.text}</span>,
  },
];

interface Props {
  rows: readonly ImportProblem[] | undefined;
  error: unknown;
  onRetry: () => void;
  stale: boolean;
  page: number;
  level: ImportSearch['level'];
}

/** What was wrong with which row, and what was done about it. */
export function ProblemTable({ rows, level, ...rest }: Props) {
  return (
    <DataTable
      label={td('problem.list')}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.row} ${row.column} ${row.reason}`}
      empty={
        <Empty
          title={level ? td('problem.noneOf') : td('problem.none.title')}
          text={level ? td('problem.noneOf.text') : td('problem.none.text')}
        />
      }
      {...rest}
    />
  );
}

/** Which problems are listed: all, the rows left out, or the warnings. */
export function LevelChoice({
  level,
  onChange,
}: {
  level: ImportSearch['level'];
  onChange: (level: ImportSearch['level']) => void;
}) {
  return (
    <Segmented
      aria-label={td('problem.level')}
      value={level ?? 'all'}
      options={[
        { value: 'all', label: td('problem.all') },
        { value: 'refusal', label: td('problem.refusal') },
        { value: 'warning', label: td('problem.warning') },
      ]}
      onChange={(value) => onChange(value === 'all' ? undefined : (value as ImportSearch['level']))}
    />
  );
}
