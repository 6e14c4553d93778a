import { Link } from '@tanstack/react-router';
import { StandingMark } from '@/components/StandingMark';
import { formatDate } from '@/lib/date';
import { tk } from '@/messages/libraryDesk';
import type { Column } from '../list/DataTable';
import { StateMark } from '../StateMark';
import type { PolicyRow } from './api';

export const policyColumns: Column<PolicyRow>[] = [
  {
    key: 'title',
    title: tk('column.title'),
    required: true,
    width: '20rem',
    render: (row) => (
      <Link to="/policies/$id" params={{ id: row.id }}>
        {row.title}
      </Link>
    ),
  },
  { key: 'number', title: tk('column.number'), width: '11rem', render: (row) => row.number },
  { key: 'level', title: tk('column.level'), width: '5rem', render: (row) => row.level_label },
  {
    key: 'standing',
    title: tk('column.standing'),
    width: '7rem',
    render: (row) => <StandingMark standing={row.standing} word={row.standing_label} />,
  },
  {
    key: 'state',
    title: tk('column.state'),
    width: '6rem',
    render: (row) => <StateMark state={row.state} word={row.state_label} />,
  },
  { key: 'due', title: tk('column.due'), width: '10rem', render: (row) => row.due.join('、') },
  { key: 'owner', title: tk('column.owner'), width: '6rem', render: (row) => row.owner },
  {
    key: 'issuers',
    spare: true,
    title: tk('column.issuers'),
    width: '12rem',
    render: (row) => row.issuers.join('、'),
  },
  {
    key: 'published',
    spare: true,
    title: tk('column.published'),
    width: '9rem',
    render: (row) => (row.published_on ? formatDate(row.published_on) : ''),
  },
  {
    key: 'articles',
    spare: true,
    title: tk('column.articles'),
    right: true,
    width: '4rem',
    render: (row) => row.articles,
  },
];
