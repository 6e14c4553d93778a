import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { Empty } from '@/components/Empty';
import { ExclusionStory } from '@/features/desk/figures/ExclusionCard';
import { type Asked, exclusionsQuery } from '@/features/desk/figures/exclusions';
import styles from '@/features/desk/figures/Figures.module.css';
import { EXCLUSION_STATES } from '@/features/desk/figures/search';
import { type Column, DataTable } from '@/features/desk/list/DataTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tf } from '@/messages/figure';
import { appealExclusionsRoute } from './routes/appeal';

const columns: Column<Asked>[] = [
  {
    key: 'case',
    title: tf('behind.case'),
    required: true,
    width: '8rem',
    render: (row) => (
      <>
        <Link to="/appeals/$id" params={{ id: row.id }}>
          {row.title}
        </Link>
        <small className={styles.small}>{row.number}</small>
      </>
    ),
  },
  {
    key: 'request',
    title: tf('out.request'),
    required: true,
    width: '11.5rem',
    render: (row) => <ExclusionStory one={row.exclusion} />,
  },
];

/** The requests to leave cases out of the rates; each is decided on the page of its case. */
export function AppealExclusionsPage() {
  const heading = usePageTitle(tf('out.list'), td('desk.title'));
  const search = appealExclusionsRoute.useSearch();
  const list = useList(search);
  const query = useQuery(exclusionsQuery(list.search));
  const { data, error, refetch, isPlaceholderData } = query;
  const state = search.state ?? 'asked';
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tf('out.list')}
          </h1>
        }
      >
        <Link to="/appeal-rates">{tf('behind.back')}</Link>
      </PageHead>
      <p className={styles.lead}>{tf('out.lead')}</p>
      <div className={styles.choices}>
        <Segmented
          aria-label={tf('out.state')}
          value={state}
          options={EXCLUSION_STATES.map((one) => ({ value: one, label: tf(`out.state.${one}`) }))}
          onChange={(one) => list.change({ state: one === 'asked' ? undefined : one })}
        />
      </div>
      <DataTable
        label={tf('out.list')}
        columns={columns}
        rows={data ? (data.items ?? []) : undefined}
        rowKey={(row) => row.id}
        stale={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        page={String(list.place.page)}
        empty={<Empty title={tf('out.empty')} text={tf('out.empty.text')} />}
      />
      <Pager list={list} query={query} />
    </ListPage>
  );
}
