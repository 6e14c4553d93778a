import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { filtersOf } from '@/lib/search';
import { td } from '@/messages/desk';
import { CodeSelect } from '../list/CodeSelect';
import { clearable } from '../list/clearable';
import { FilterBar } from '../list/ListPage';
import { SearchInput } from '../list/SearchInput';
import type { List } from '../list/useList';
import { factKeysQuery } from './api';
import styles from './Registry.module.css';
import { type RegistrySearch, SIZES } from './search';

/** What the registry is narrowed down by. */
export function RegistryFilters({ list }: { list: List<RegistrySearch> }) {
  const { search, change } = list;
  const keys = useQuery(factKeysQuery);
  const qualifications =
    keys.data?.items?.find((key) => key.kind === 'qualification')?.options ?? [];
  const { q, ...others } = filtersOf(search);
  const active = Object.keys(others).length;
  return (
    <FilterBar
      search={
        <SearchInput
          label={td('registry.search')}
          value={search.q ?? ''}
          onSearch={(words) => change({ q: words })}
        />
      }
      active={active}
      clearable={active > 0 || q !== undefined}
      onClear={list.clear}
    >
      <CodeSelect
        className={styles.filter}
        tree="division"
        label={td('registry.division')}
        value={search.division}
        onChange={(division) => change({ division })}
      />
      <CodeSelect
        className={styles.filter}
        tree="industry"
        label={td('registry.industry')}
        value={search.industry}
        onChange={(industry) => change({ industry })}
      />
      <Select
        className={styles.narrow}
        aria-label={td('registry.size')}
        placeholder={td('registry.size')}
        allowClear={clearable}
        value={search.size_class ?? null}
        options={SIZES.map((size) => ({ value: size, label: td(`size.${size}`) }))}
        onChange={(size) => change({ size_class: size ?? undefined })}
      />
      <Select
        className={styles.filter}
        aria-label={td('registry.qualification')}
        placeholder={td('registry.qualification')}
        allowClear={clearable}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={search.qualification ?? null}
        options={qualifications}
        onChange={(qualification) => change({ qualification: qualification ?? undefined })}
      />
      <Select
        className={styles.narrow}
        aria-label={td('registry.status')}
        placeholder={td('registry.status')}
        allowClear={clearable}
        value={search.status ?? null}
        options={STATUSES.map((status) => ({ value: status, label: status }))}
        onChange={(status) => change({ status: status ?? undefined })}
      />
    </FilterBar>
  );
}

/** The states of an enterprise; they are words of the register, not codes. */
const STATUSES = td('registry.statuses').split(' ');
