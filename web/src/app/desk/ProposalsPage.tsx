import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { Empty } from '@/components/Empty';
import { SkeletonCards } from '@/components/Skeleton';
import styles from '@/features/desk/admin/Admin.module.css';
import { permissionsQuery, proposalsQuery } from '@/features/desk/admin/api';
import { ProposalCard } from '@/features/desk/admin/ProposalCard';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { Trouble } from '@/features/desk/Trouble';
import { usePageTitle } from '@/lib/usePageTitle';
import { ta } from '@/messages/admin';
import { td } from '@/messages/desk';
import { proposalsRoute } from './routes/staff';

/** What waits for a second pair of eyes, and what became of the rest. */
export function ProposalsPage() {
  const heading = usePageTitle(ta('admin.proposals'), td('desk.title'));
  const list = useList(proposalsRoute.useSearch());
  const query = useQuery(proposalsQuery(list.search));
  const { data, error, refetch } = query;
  const permissions = useQuery(permissionsQuery);
  const all = list.search.show === 'all';
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  const items = data?.items ?? [];
  return (
    <div className={styles.stack}>
      <div className={styles.top}>
        <h1 ref={heading} tabIndex={-1}>
          {ta('admin.proposals')}
        </h1>
        <Segmented
          aria-label={ta('proposal.show')}
          value={all ? 'all' : 'waiting'}
          options={[
            { value: 'waiting', label: ta('proposal.waiting') },
            { value: 'all', label: ta('proposal.all') },
          ]}
          onChange={(value) => list.change({ show: value === 'all' ? 'all' : undefined })}
        />
      </div>
      {data ? null : <SkeletonCards count={2} />}
      {data && items.length === 0 ? (
        <Empty
          title={ta(all ? 'proposal.empty.title' : 'proposal.none.title')}
          text={ta(all ? 'proposal.empty.text' : 'proposal.none.text')}
        />
      ) : null}
      <section className={styles.stack} aria-label={ta('proposal.list')}>
        {items.map((one) => (
          <ProposalCard key={one.id} proposal={one} permissions={permissions.data?.items ?? []} />
        ))}
      </section>
      <Pager list={list} query={query} />
    </div>
  );
}
