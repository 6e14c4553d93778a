import { provenance } from '@/components/ClauseTree';
import { Empty } from '@/components/Empty';
import { formatSpan } from '@/lib/date';
import { td } from '@/messages/desk';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import type { EnterpriseFact } from './api';

const qualificationColumns: Column<EnterpriseFact>[] = [
  {
    key: 'label',
    title: td('qualification.label'),
    required: true,
    width: '12rem',
    render: (row) => row.display || row.label,
  },
  {
    key: 'valid',
    title: td('qualification.state'),
    width: '6rem',
    render: (row) => (
      <StateMark
        state={row.valid ? 'done' : 'withdrawn'}
        word={row.valid ? td('qualification.valid') : td('qualification.invalid')}
      />
    ),
  },
  {
    key: 'span',
    title: td('qualification.span'),
    width: '15rem',
    render: (row) => formatSpan(row.from, row.to),
  },
  { key: 'source', title: td('fact.provenance'), width: '14rem', render: (row) => provenance(row) },
  { key: 'evidence', title: td('fact.evidence'), width: '9rem', render: (row) => row.evidence },
];

interface Props {
  rows: readonly EnterpriseFact[] | undefined;
  error: unknown;
  onRetry: () => void;
}

export function QualificationsTab(props: Props) {
  return (
    <DataTable
      inline
      label={td('enterprise.qualifications')}
      columns={qualificationColumns}
      {...props}
      rowKey={(row) => row.id || row.value + row.from}
      empty={
        <Empty title={td('qualification.empty.title')} text={td('qualification.empty.text')} />
      }
    />
  );
}
