import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatMonth } from '@/lib/date';
import { tk } from '@/messages/issue';
import cards from '../appeals/Appeals.module.css';
import { issuesOfCaseQuery } from './api';

/** Says of a case in one line which issues of a month it belongs to; nothing where there is none. */
export function IssuesOfCase({ appeal }: { appeal: string }) {
  const { data = [] } = useQuery(issuesOfCaseQuery(appeal));
  if (data.length === 0) return null;
  return (
    <p className={cards.belongs}>
      {tk('ofCase')}
      {data.map((one, at) => (
        <span key={one.id}>
          {at > 0 ? tk('ofCase.and') : null}
          <Link to="/appeal-issues/$id" params={{ id: one.id }}>
            {one.title}
          </Link>
          {tk('ofCase.state', { month: formatMonth(one.month), state: one.state_label })}
        </span>
      ))}
    </p>
  );
}
