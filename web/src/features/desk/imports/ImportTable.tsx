import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/Empty';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import type { Import } from './api';
import { kindWord, outcomeLine, stateWord } from './words';

const digits = (one: Import, n: number) => (one.state === 'done' ? groupDigits(String(n)) : '');

/** The columns of the list of imports. */
export const importColumns: Column<Import>[] = [
  {
    key: 'filename',
    title: td('import.file'),
    required: true,
    width: '14rem',
    render: (one) => (
      <Link to="/imports/$id" params={{ id: one.id }}>
        {one.filename}
      </Link>
    ),
  },
  { key: 'kind', title: td('import.kind'), width: '6rem', render: (one) => kindWord(one.kind) },
  {
    key: 'state',
    title: td('import.state'),
    width: '7rem',
    render: (one) => <StateMark state={one.state} word={stateWord(one.state)} />,
  },
  {
    key: 'outcome',
    title: td('import.outcome'),
    width: '16rem',
    render: outcomeLine,
  },
  {
    key: 'rows',
    title: td('import.rows'),
    right: true,
    width: '5rem',
    render: (one) => digits(one, one.rows),
  },
  {
    key: 'created',
    title: td('import.created'),
    right: true,
    width: '5rem',
    spare: true,
    render: (one) => digits(one, one.created),
  },
  {
    key: 'updated',
    title: td('import.updated'),
    right: true,
    width: '5rem',
    spare: true,
    render: (one) => digits(one, one.updated),
  },
  {
    key: 'unchanged',
    title: td('import.unchanged'),
    right: true,
    width: '6rem',
    spare: true,
    render: (one) => digits(one, one.unchanged),
  },
  { key: 'by', title: td('import.by'), width: '6rem', render: (one) => one.by },
  {
    key: 'at',
    title: td('import.at'),
    width: '9rem',
    render: (one) => formatMoment(one.finished_at ?? one.started_at),
  },
];

interface Props {
  columns: ReadonlyArray<Column<Import>>;
  rows: readonly Import[] | undefined;
  error: unknown;
  onRetry: () => void;
  stale: boolean;
  page: number;
  onOpen: (one: Import) => void;
}

/** Earlier imports, the newest first. */
export function ImportTable(props: Props) {
  return (
    <DataTable
      label={td('import.list')}
      rowKey={(one) => one.id}
      empty={<Empty title={td('import.none.title')} text={td('import.none.text')} />}
      {...props}
    />
  );
}
