import { useQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { clearable } from '@/features/desk/list/clearable';
import type { Column } from '@/features/desk/list/DataTable';
import { FilterBar, ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { SearchInput } from '@/features/desk/list/SearchInput';
import { useList } from '@/features/desk/list/useList';
import { KINDS, type Place, placesQuery } from '@/features/desk/places/api';
import { PlaceActs } from '@/features/desk/places/PlaceActs';
import { PlaceDialog } from '@/features/desk/places/PlaceDialog';
import styles from '@/features/desk/places/Places.module.css';
import { StateMark } from '@/features/desk/StateMark';
import { groupDigits } from '@/lib/money';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { ts } from '@/messages/place';
import { placesRoute } from './routes/appeal';
import { useCan } from './useCan';

const columns: Column<Place>[] = [
  {
    key: 'name',
    title: ts('place.name'),
    required: true,
    width: '13rem',
    render: (place) => (
      <span className={styles.name}>
        {place.name}
        {place.address ? <small>{place.address}</small> : null}
      </span>
    ),
  },
  { key: 'kind', title: ts('place.kind'), width: '5.5rem', render: (place) => place.kind_label },
  {
    key: 'division',
    title: ts('place.division'),
    width: '9.5rem',
    render: (place) => place.division_label,
  },
  {
    key: 'department',
    title: ts('place.department'),
    width: '10rem',
    render: (place) => place.department_label || ts('place.department.none'),
  },
  { key: 'code', title: ts('place.code'), width: '5.5rem', render: (place) => place.code },
  {
    key: 'scans',
    title: ts('place.scans'),
    right: true,
    width: '7rem',
    render: (place) => groupDigits(String(place.scans)),
  },
  {
    key: 'state',
    title: ts('place.state'),
    width: '6rem',
    render: (place) => (
      <StateMark
        state={place.state === 'open' ? 'published' : 'withdrawn'}
        word={place.state_label}
      />
    ),
  },
];

/** The places where QR codes for reporting hang. */
export function PlacesPage() {
  const heading = usePageTitle(ts('places.title'), td('desk.title'));
  const list = useList(placesRoute.useSearch());
  const query = useQuery(placesQuery(list.search));
  const [edited, setEdited] = useState<Place | 'new'>();
  const { message } = App.useApp();
  const can = useCan();
  const active = [list.search.kind, list.search.state].filter(Boolean).length;
  const filtered = Object.keys(filtersOf(list.search)).length > 0;
  const acts: Column<Place> = {
    key: 'acts',
    title: ts('place.acts'),
    required: true,
    width: '14rem',
    render: (place) => <PlaceActs place={place} onEdit={setEdited} />,
  };
  const mayEdit = can('appeal.place.edit');
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {ts('places.title')}
          </h1>
        }
      >
        {mayEdit ? (
          <Button type="primary" onClick={() => setEdited('new')}>
            {ts('places.add')}
          </Button>
        ) : null}
      </PageHead>
      <p className={styles.lead}>{ts('places.lead')}</p>
      <FilterBar
        search={
          <SearchInput
            label={ts('places.search')}
            value={list.search.q ?? ''}
            onSearch={(q) => list.change({ q })}
          />
        }
        active={active}
        clearable={filtered}
        onClear={list.clear}
      >
        <Select
          aria-label={ts('place.kind')}
          placeholder={ts('place.kind')}
          allowClear={clearable}
          value={list.search.kind ?? null}
          options={KINDS.map((kind) => ({ value: kind, label: ts(`place.kind.${kind}`) }))}
          onChange={(kind) => list.change({ kind: kind ?? undefined })}
        />
        <Select
          aria-label={ts('place.state')}
          placeholder={ts('place.state')}
          allowClear={clearable}
          value={list.search.state ?? null}
          options={(['open', 'closed'] as const).map((state) => ({
            value: state,
            label: ts(`place.state.${state}`),
          }))}
          onChange={(state) => list.change({ state: state ?? undefined })}
        />
      </FilterBar>
      <PagedTable
        list={list}
        query={query}
        label={ts('places.title')}
        columns={mayEdit ? [...columns, acts] : columns}
        rowKey={(place) => place.code}
        empty={
          filtered ? (
            <Empty title={ts('places.none.title')} text={ts('places.none.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : (
            <Empty title={ts('places.empty.title')} text={ts('places.empty.text')} />
          )
        }
      />
      {edited ? (
        <PlaceDialog
          place={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined);
            void message.success(ts('form.saved'));
          }}
        />
      ) : null}
    </ListPage>
  );
}
