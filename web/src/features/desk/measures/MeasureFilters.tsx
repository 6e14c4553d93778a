import { Select } from 'antd';
import { filtersOf } from '@/lib/search';
import { td } from '@/messages/desk';
import { tl } from '@/messages/policyLife';
import { t } from '@/messages/shared';
import { clearable } from '../list/clearable';
import { FilterBar } from '../list/ListPage';
import { SearchInput } from '../list/SearchInput';
import type { List } from '../list/useList';
import styles from './Measures.module.css';
import { DELIVERIES, KINDS, type MeasuresSearch, STATES } from './search';

function stateWord(state: (typeof STATES)[number]): string {
  switch (state) {
    case 'draft':
    case 'published':
    case 'withdrawn':
      return td(`state.${state}`);
    default:
      return tl(`state.${state}`);
  }
}

/** What the list of measures is narrowed down by. */
export function MeasureFilters({ list }: { list: List<MeasuresSearch> }) {
  const { search, change } = list;
  const { q, ...others } = filtersOf(search);
  const active = Object.keys(others).length;
  return (
    <FilterBar
      search={
        <SearchInput
          label={td('measure.search')}
          value={search.q ?? ''}
          onSearch={(words) => change({ q: words })}
        />
      }
      active={active}
      clearable={active > 0 || q !== undefined}
      onClear={list.clear}
    >
      <Select
        className={styles.filter}
        aria-label={td('measure.kind')}
        placeholder={td('measure.kind')}
        allowClear={clearable}
        value={search.kind ?? null}
        options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        onChange={(kind) => change({ kind: kind ?? undefined })}
      />
      <Select
        className={styles.filter}
        aria-label={td('measure.delivery')}
        placeholder={td('measure.delivery')}
        allowClear={clearable}
        value={search.delivery ?? null}
        options={DELIVERIES.map((one) => ({ value: one, label: t(`delivery.${one}`) }))}
        onChange={(delivery) => change({ delivery: delivery ?? undefined })}
      />
      <Select
        className={styles.filter}
        aria-label={td('measure.state')}
        placeholder={td('measure.state')}
        allowClear={clearable}
        value={search.state ?? null}
        options={STATES.map((state) => ({ value: state, label: stateWord(state) }))}
        onChange={(state) => change({ state: state ?? undefined })}
      />
      <Select
        className={styles.filter}
        aria-label={td('list.order')}
        value={search.sort ?? 'title'}
        options={[
          { value: 'title', label: td('measure.byTitle') },
          { value: '-updated', label: td('measure.newestFirst') },
        ]}
        onChange={(sort) => change({ sort: sort === 'title' ? undefined : '-updated' })}
      />
    </FilterBar>
  );
}
