import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { LEVELS, STANDINGS, themesQuery } from '@/lib/policy';
import { filtersOf } from '@/lib/search';
import { tl } from '@/messages/library';
import { tk } from '@/messages/libraryDesk';
import { clearable } from '../list/clearable';
import { FilterBar } from '../list/ListPage';
import { SearchInput } from '../list/SearchInput';
import type { List } from '../list/useList';
import { type PoliciesSearch, STATES } from './api';

/** What the list of policies is narrowed by. */
export function PolicyFilters({ list }: { list: List<PoliciesSearch> }) {
  const { data: themes } = useQuery(themesQuery);
  const { q: _, due: __, mine: ___, ...narrowed } = filtersOf(list.search);
  const select = <V extends string>(
    label: string,
    value: V | undefined,
    options: Array<{ value: V; label: string }>,
    change: (value: V | undefined) => void,
  ) => (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear={clearable}
      value={value ?? null}
      options={options}
      onChange={(next) => change(next ?? undefined)}
    />
  );
  return (
    <FilterBar
      search={
        <SearchInput
          label={tk('list.search')}
          value={list.search.q ?? ''}
          onSearch={(q) => list.change({ q })}
        />
      }
      active={Object.keys(narrowed).length}
      clearable={Object.keys(filtersOf(list.search)).length > 0}
      onClear={list.clear}
    >
      {select(
        tl('policies.level'),
        list.search.level,
        LEVELS.map((value) => ({ value, label: tl(`level.${value}`) })),
        (level) => list.change({ level }),
      )}
      {select(
        tl('policies.standing'),
        list.search.standing,
        STANDINGS.map((value) => ({ value, label: tl(`standing.${value}`) })),
        (standing) => list.change({ standing }),
      )}
      {select(
        tk('column.state'),
        list.search.state,
        STATES.map((value) => ({ value, label: tk(`state.${value}`) })),
        (state) => list.change({ state }),
      )}
      {select(
        tl('policies.theme'),
        list.search.theme,
        (themes ?? []).map(({ code, path }) => ({ value: code, label: path })),
        (theme) => list.change({ theme }),
      )}
    </FilterBar>
  );
}
