import { groupDigits } from '@/lib/money';
import { tx } from '@/messages/exchange';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import type { Problem } from './api';

const NAMED = [
  'external_no',
  'system',
  'channel',
  'received_at',
  'reporter.name',
  'reporter.phone',
  'enterprise.uscc',
  'place',
  'text',
  'kind',
  'topic',
] as const;

/** An item of a line as people call it. */
function columnWord(column: string): string {
  const known = NAMED.find((name) => name === column);
  return known ? tx(`column.${known}`) : tx('column.line');
}

const columns: Column<Problem>[] = [
  {
    key: 'row',
    title: tx('problem.row'),
    required: true,
    width: '3.5rem',
    render: (row) => <span className="num">{groupDigits(String(row.row))}</span>,
  },
  {
    key: 'column',
    title: tx('problem.column'),
    width: '5rem',
    render: (row) => columnWord(row.column),
  },
  {
    key: 'level',
    title: tx('problem.level'),
    width: '6rem',
    render: (row) => (
      <StateMark
        state={row.level}
        word={row.level === 'refusal' ? tx('problem.refusal') : tx('problem.warning')}
      />
    ),
  },
  { key: 'reason', title: tx('problem.reason'), width: '18rem', render: (row) => row.reason },
];

/** What was wrong with which line of a file, and what was done about it. */
export function ProblemList({ rows }: { rows: readonly Problem[] }) {
  return (
    <DataTable
      label={tx('problem.list')}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.row} ${row.column}`}
      empty={null}
    />
  );
}
