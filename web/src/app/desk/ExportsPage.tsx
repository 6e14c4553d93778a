import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { exportsQuery, STATES } from '@/features/desk/exports/api';
import styles from '@/features/desk/exports/Exports.module.css';
import { ExportTable } from '@/features/desk/exports/ExportTable';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tp } from '@/messages/privacyDesk';
import { exportsRoute } from './routes/staff';

/** Lists that left, or wait for a second person to let them out. */
export function ExportsPage() {
  const heading = usePageTitle(tp('export.title'), td('desk.title'));
  const list = useList(exportsRoute.useSearch());
  const query = useQuery(exportsQuery(list.search));
  const { data, error, refetch, isPlaceholderData } = query;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tp('export.title')}
          </h1>
        }
      >
        <Select
          aria-label={tp('export.state')}
          style={{ minWidth: '8rem' }}
          value={list.search.state ?? ''}
          onChange={(state) =>
            list.change({ state: state === '' ? undefined : (state as (typeof STATES)[number]) })
          }
          options={[
            { value: '', label: tp('export.all') },
            ...STATES.map((state) => ({ value: state, label: tp(`export.state.${state}`) })),
          ]}
        />
      </PageHead>
      <p className={styles.lead}>{tp('export.lead')}</p>
      <ExportTable
        rows={data ? (data.items ?? []) : undefined}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={list.place.page}
      />
      <Pager list={list} query={query} />
    </ListPage>
  );
}
