import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { Empty } from '@/components/Empty';
import { SkeletonCards } from '@/components/Skeleton';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { CheckCard } from '@/features/desk/sorting/CheckCard';
import { CHECKED, checksQuery } from '@/features/desk/sorting/checks';
import styles from '@/features/desk/sorting/Sorting.module.css';
import { Trouble } from '@/features/desk/Trouble';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tt } from '@/messages/threshold';
import { appealChecksRoute } from './routes/appeal';

/** What took effect by itself and was drawn for a person to check. */
export function AppealChecksPage() {
  const heading = usePageTitle(tt('checks.title'), td('desk.title'));
  const list = useList(appealChecksRoute.useSearch());
  const query = useQuery(checksQuery(list.search));
  const { data, error, refetch } = query;
  const rows = data?.items ?? [];
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tt('checks.title')}
          </h1>
        }
      />
      <p className={styles.lead}>{tt('checks.lead')}</p>
      <Segmented
        aria-label={tt('checks.field')}
        value={list.search.field ?? 'all'}
        options={[
          { value: 'all', label: tt('checks.all') },
          ...CHECKED.map((field) => ({ value: field as string, label: tt(`checks.${field}`) })),
        ]}
        onChange={(field) => list.change({ field: CHECKED.find((one) => one === field) })}
      />
      {error ? <Trouble error={error} onRetry={refetch} /> : null}
      {data || error ? null : <SkeletonCards />}
      {data && rows.length === 0 ? (
        <Empty title={tt('checks.empty')} text={tt('checks.empty.text')} />
      ) : null}
      <section className={styles.checks} aria-label={tt('checks.list')}>
        {rows.map((check) => (
          <CheckCard key={check.id} check={check} />
        ))}
      </section>
      <Pager list={list} query={query} />
    </ListPage>
  );
}
