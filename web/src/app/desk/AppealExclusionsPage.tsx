import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { Empty } from '@/components/Empty';
import { ExclusionStory } from '@/features/desk/figures/ExclusionCard';
import { type Asked, exclusionsQuery } from '@/features/desk/figures/exclusions';
import styles from '@/features/desk/figures/Figures.module.css';
import { EXCLUSION_STATES } from '@/features/desk/figures/search';
import type { Column } from '@/features/desk/list/DataTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { PagedTable } from '@/features/desk/list/PagedTable';
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
      <PagedTable
        list={list}
        query={query}
        label={tf('out.list')}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<Empty title={tf('out.empty')} text={tf('out.empty.text')} />}
      />
    </ListPage>
  );
}
