import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { type GuideRow, guidesQuery } from '@/features/desk/guides/api';
import { GuideDialog } from '@/features/desk/guides/GuideDialog';
import styles from '@/features/desk/guides/Guides.module.css';
import { clearable } from '@/features/desk/list/clearable';
import type { Column } from '@/features/desk/list/DataTable';
import { FilterBar, ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
import { SearchInput } from '@/features/desk/list/SearchInput';
import { useList } from '@/features/desk/list/useList';
import { StateMark } from '@/features/desk/StateMark';
import { formatMoment } from '@/features/desk/time';
import { groupDigits } from '@/lib/money';
import { filtersOf } from '@/lib/search';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tg } from '@/messages/guideDesk';
import { guidesRoute } from './routes/policy';
import { useCan } from './useCan';

const columns: Column<GuideRow>[] = [
  {
    key: 'title',
    title: tg('guide.name'),
    required: true,
    width: '16rem',
    render: (guide) => (
      <Link to="/guides/$code" params={{ code: guide.code }}>
        {guide.title}
      </Link>
    ),
  },
  { key: 'whom', title: tg('guide.whom'), width: '16rem', render: (guide) => guide.whom },
  { key: 'code', title: tg('guide.code'), width: '6rem', render: (guide) => guide.code },
  {
    key: 'count',
    title: tg('guide.count'),
    right: true,
    width: '5rem',
    render: (guide) => guide.count,
  },
  {
    key: 'scans',
    title: tg('guide.scans'),
    right: true,
    width: '8rem',
    render: (guide) => groupDigits(String(guide.scans)),
  },
  {
    key: 'state',
    title: tg('guide.state'),
    width: '7rem',
    render: (guide) => (
      <StateMark
        state={guide.state === 'open' ? 'published' : 'withdrawn'}
        word={guide.state_label}
      />
    ),
  },
  {
    key: 'changed',
    title: tg('guide.changedAt'),
    width: '9rem',
    render: (guide) => formatMoment(guide.changed_at),
  },
];

/** The guides that hang in halls and buildings. */
export function GuidesPage() {
  const heading = usePageTitle(tg('guides.title'), td('desk.title'));
  const list = useList(guidesRoute.useSearch());
  const navigate = guidesRoute.useNavigate();
  const query = useQuery(guidesQuery(list.search));
  const [adding, setAdding] = useState(false);
  const can = useCan();
  const filtered = Object.keys(filtersOf(list.search)).length > 0;
  const open = (code: string) => void navigate({ to: '/guides/$code', params: { code } });
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tg('guides.title')}
          </h1>
        }
      >
        {can('policy.guide.edit') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {tg('guides.add')}
          </Button>
        ) : null}
      </PageHead>
      <p className={styles.lead}>{tg('guides.lead')}</p>
      <FilterBar
        search={
          <SearchInput
            label={tg('guides.search')}
            value={list.search.q ?? ''}
            onSearch={(q) => list.change({ q })}
          />
        }
        active={list.search.state ? 1 : 0}
        clearable={filtered}
        onClear={list.clear}
      >
        <Select
          aria-label={tg('guide.state')}
          placeholder={tg('guide.state')}
          allowClear={clearable}
          value={list.search.state ?? null}
          options={(['open', 'closed'] as const).map((state) => ({
            value: state,
            label: tg(`guide.state.${state}`),
          }))}
          onChange={(state) => list.change({ state: state ?? undefined })}
        />
      </FilterBar>
      <PagedTable
        list={list}
        query={query}
        label={tg('guides.title')}
        columns={columns}
        rowKey={(guide) => guide.code}
        onOpen={(guide) => open(guide.code)}
        empty={
          filtered ? (
            <Empty title={tg('guides.none.title')} text={tg('guides.none.text')}>
              <Button onClick={list.clear}>{td('list.clear')}</Button>
            </Empty>
          ) : (
            <Empty title={tg('guides.empty.title')} text={tg('guides.empty.text')} />
          )
        }
      />
      {adding ? <GuideDialog onClose={() => setAdding(false)} onSaved={open} /> : null}
    </ListPage>
  );
}
