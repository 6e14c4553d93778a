import { Button } from 'antd';
import { groupDigits } from '@/lib/money';
import { td } from '@/messages/desk';
import type { Column } from '../list/DataTable';
import { formatMoment } from '../time';
import type { AuditEntry } from './api';

/** Who did it, in a word where it is nobody with a name. */
export function actorName(entry: Pick<AuditEntry, 'actor_kind' | 'actor_name'>): string {
  if (entry.actor_kind === '') return td('audit.visitor');
  if (entry.actor_kind === 'system') return td('audit.program');
  if (entry.actor_kind === 'enterprise') return `${td('audit.firm')} ${entry.actor_name}`;
  return entry.actor_name;
}

/** The columns of the audit log. */
export const auditColumns = (open: (entry: AuditEntry) => void): Column<AuditEntry>[] => [
  {
    key: 'seq',
    title: td('audit.seq'),
    required: true,
    width: '4.5rem',
    render: (entry) => (
      <Button
        type="link"
        size="small"
        aria-label={td('audit.open', { seq: entry.seq })}
        onClick={() => open(entry)}
      >
        {groupDigits(String(entry.seq))}
      </Button>
    ),
  },
  { key: 'at', title: td('audit.at'), width: '8rem', render: (entry) => formatMoment(entry.at) },
  { key: 'who', title: td('audit.who'), width: '6rem', render: actorName },
  { key: 'what', title: td('audit.what'), width: '12rem', render: (entry) => entry.label },
  {
    key: 'object',
    title: td('audit.object'),
    width: '14rem',
    render: (entry) => entry.object_label,
  },
];
