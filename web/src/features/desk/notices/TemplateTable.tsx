import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '@/components/Empty';
import { useNarrow } from '@/lib/useMedia';
import { tm } from '@/messages/noticeDesk';
import { type Column, DataTable } from '../list/DataTable';
import { formatMoment } from '../time';
import { type Channel, type Template, templatesQuery } from './api';
import styles from './Notices.module.css';

interface Reason {
  key: string;
  label: string;
  group: string;
  templates: Template[];
}

/** One row for each reason, with its channels. */
function byReason(templates: readonly Template[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const one of templates) {
    const row = reasons.get(one.reason) ?? {
      key: one.reason,
      label: one.reason_label,
      group: one.group_label,
      templates: [],
    };
    row.templates.push(one);
    reasons.set(one.reason, row);
  }
  return [...reasons.values()];
}

/** Who wrote the newest words of a reason, and when. */
function lastChange({ templates }: Reason): string {
  const newest = templates
    .filter((one) => one.saved_at)
    .sort((a, b) => (a.saved_at ?? '').localeCompare(b.saved_at ?? ''))
    .at(-1);
  if (!newest) return tm('templates.shipped');
  return tm('templates.by', { name: newest.saved_by, at: formatMoment(newest.saved_at) });
}

const columns: Column<Reason>[] = [
  {
    key: 'reason',
    title: tm('templates.reason'),
    required: true,
    width: '11rem',
    render: (row) => row.label,
  },
  { key: 'group', title: tm('templates.group'), width: '6rem', render: (row) => row.group },
  {
    key: 'channels',
    title: tm('templates.channels'),
    width: '24rem',
    render: (row) => (
      <div className={styles.links}>
        {row.templates.map((one) => (
          <span key={one.channel}>
            <Link
              to="/admin/notices/templates/$reason"
              params={{ reason: one.reason }}
              search={{ channel: one.channel as Channel }}
              aria-label={tm('templates.edit', { reason: row.label, channel: one.channel_label })}
            >
              {one.channel_label}
            </Link>
            {one.version > 0 ? (
              <span className={styles.mark}>{tm('templates.changed')}</span>
            ) : null}
          </span>
        ))}
      </div>
    ),
  },
  {
    key: 'changed',
    title: tm('templates.changed.at'),
    width: '12rem',
    render: lastChange,
  },
];

/** On a phone there is room for what leads on. */
const narrowColumns = columns
  .filter(({ key }) => key === 'reason' || key === 'channels')
  .map((column) => ({ ...column, width: column.required ? '7rem' : '10rem' }));

/** What every message says, by reason and channel. */
export function TemplateTable() {
  const narrow = useNarrow();
  const { data, error, refetch } = useQuery(templatesQuery);
  return (
    <DataTable
      label={tm('templates.list')}
      columns={narrow ? narrowColumns : columns}
      rows={data ? byReason(data.items ?? []) : undefined}
      rowKey={(row) => row.key}
      error={error}
      onRetry={() => void refetch()}
      empty={<Empty title={tm('templates.empty')} text={tm('templates.empty.text')} />}
    />
  );
}
