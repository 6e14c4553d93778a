import { Select } from 'antd';
import { filtersOf } from '@/lib/search';
import { tm } from '@/messages/noticeDesk';
import { clearable } from '../list/clearable';
import { DayInput } from '../list/DayInput';
import { FilterBar } from '../list/ListPage';
import type { List } from '../list/useList';
import { CHANNELS, type DeliverySearch, STATES } from './api';
import styles from './Notices.module.css';

interface Props {
  list: List<DeliverySearch>;
  /** The reasons to choose from, with their names; none leaves the choice out. */
  reasons: readonly { value: string; label: string }[];
}

/** What the list of deliveries is narrowed down by. */
export function DeliveryFilters({ list, reasons }: Props) {
  const { search, change } = list;
  const { state, ...others } = filtersOf(search);
  const active = Object.keys(others).length;
  return (
    <FilterBar
      search={
        <Select
          className={styles.wide ?? ''}
          aria-label={tm('delivery.state')}
          placeholder={tm('delivery.state')}
          allowClear={clearable}
          value={search.state ?? null}
          options={STATES.map((one) => ({ value: one, label: tm(`state.${one}`) }))}
          onChange={(one) => change({ state: one ?? undefined })}
        />
      }
      active={active}
      clearable={active > 0 || state !== undefined}
      onClear={list.clear}
    >
      <Select
        className={styles.filter ?? ''}
        aria-label={tm('delivery.channel')}
        placeholder={tm('delivery.channel')}
        allowClear={clearable}
        value={search.channel ?? null}
        options={CHANNELS.map((one) => ({ value: one, label: tm(`channel.${one}`) }))}
        onChange={(one) => change({ channel: one ?? undefined })}
      />
      {reasons.length > 0 ? (
        <Select
          className={styles.filter ?? ''}
          aria-label={tm('delivery.reason')}
          placeholder={tm('delivery.reason')}
          allowClear={clearable}
          popupMatchSelectWidth={false}
          value={search.reason ?? null}
          options={[...reasons]}
          onChange={(one) => change({ reason: one ?? undefined })}
        />
      ) : null}
      <DayInput label={tm('delivery.day')} value={search.day} onChange={(day) => change({ day })} />
    </FilterBar>
  );
}
