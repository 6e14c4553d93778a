import { useQuery } from '@tanstack/react-query';
import { Select, Tag } from 'antd';
import { tq } from '@/messages/appealDesk';
import { clearable } from '../list/clearable';
import { departmentsQuery } from '../places/api';
import styles from './Appeals.module.css';
import { type AppealsSearch, CHANNELS, KINDS, NOBODY, STATES } from './search';

interface Props {
  search: AppealsSearch;
  onChange: (patch: Partial<AppealsSearch>) => void;
}

/** What the inbox can be narrowed by, beside the number. */
export function AppealFilters({ search, onChange }: Props) {
  const departments = useQuery(departmentsQuery);
  return (
    <>
      <Select
        className={styles.filter ?? ''}
        aria-label={tq('row.state')}
        placeholder={tq('row.state')}
        allowClear={clearable}
        value={search.state ?? null}
        options={STATES.map((state) => ({ value: state, label: tq(`state.${state}`) }))}
        onChange={(state) => onChange({ state: state ?? undefined })}
      />
      <Select
        className={styles.filter ?? ''}
        aria-label={tq('row.kind')}
        placeholder={tq('row.kind')}
        allowClear={clearable}
        value={search.kind ?? null}
        options={KINDS.map((kind) => ({ value: kind, label: tq(`kind.${kind}`) }))}
        onChange={(kind) => onChange({ kind: kind ?? undefined })}
      />
      <Select
        className={styles.filter ?? ''}
        aria-label={tq('row.channel')}
        placeholder={tq('row.channel')}
        allowClear={clearable}
        value={search.channel ?? null}
        options={CHANNELS.map((channel) => ({ value: channel, label: tq(`channel.${channel}`) }))}
        onChange={(channel) => onChange({ channel: channel ?? undefined })}
      />
      <Select
        className={styles.filter ?? ''}
        aria-label={tq('row.urgency')}
        placeholder={tq('row.urgency')}
        allowClear={clearable}
        value={search.urgency ?? null}
        options={(['urgent', 'normal'] as const).map((urgency) => ({
          value: urgency,
          label: tq(`urgency.${urgency}`),
        }))}
        onChange={(urgency) => onChange({ urgency: urgency ?? undefined })}
      />
      <Select
        className={styles.wideFilter ?? ''}
        aria-label={tq('row.lead')}
        placeholder={tq('row.lead')}
        allowClear={clearable}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        loading={departments.isPending}
        value={search.lead ?? null}
        options={[{ value: NOBODY, label: tq('row.lead.none') }, ...(departments.data ?? [])]}
        onChange={(lead) => onChange({ lead: lead ?? undefined })}
      />
      {search.handler ? (
        <Tag closable onClose={() => onChange({ handler: undefined })}>
          {tq(search.handler === NOBODY ? 'row.handler.none' : 'row.handler.one')}
        </Tag>
      ) : null}
    </>
  );
}
