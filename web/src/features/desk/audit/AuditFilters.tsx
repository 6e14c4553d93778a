import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { filtersOf } from '@/lib/search';
import { td } from '@/messages/desk';
import { clearable } from '../list/clearable';
import { DayInput } from '../list/DayInput';
import { FilterBar } from '../list/ListPage';
import { SearchInput } from '../list/SearchInput';
import type { List } from '../list/useList';
import styles from './Audit.module.css';
import { auditActionsQuery } from './api';
import type { AuditSearch } from './search';

/** What the audit log is narrowed down by. */
export function AuditFilters({ list }: { list: List<AuditSearch> }) {
  const { search, change } = list;
  const actions = useQuery(auditActionsQuery);
  const { name, ...others } = filtersOf(search);
  const active = Object.keys(others).length;
  return (
    <FilterBar
      search={
        <SearchInput
          label={td('audit.search')}
          value={search.name ?? ''}
          onSearch={(words) => change({ name: words })}
        />
      }
      active={active}
      clearable={active > 0 || name !== undefined}
      onClear={list.clear}
    >
      <Select
        className={styles.action}
        aria-label={td('audit.action')}
        placeholder={td('audit.action')}
        allowClear={clearable}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        loading={actions.isPending}
        value={search.action ?? null}
        options={(actions.data?.items ?? []).map(({ action, label }) => ({ value: action, label }))}
        onChange={(action) => change({ action: action ?? undefined })}
      />
      <DayInput
        label={td('audit.from')}
        value={search.from}
        onChange={(from) => change({ from })}
        max={search.until}
      />
      <DayInput
        label={td('audit.until')}
        value={search.until}
        onChange={(until) => change({ until })}
        min={search.from}
      />
    </FilterBar>
  );
}
