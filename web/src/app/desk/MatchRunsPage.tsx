import { useQuery } from '@tanstack/react-query';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { runsQuery } from '@/features/desk/match-runs/api';
import { RunTable } from '@/features/desk/match-runs/RunTable';
import { StartRun } from '@/features/desk/match-runs/StartRun';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { runsRoute } from './routes/policy';
import { useCan } from './useCan';

/** The runs of all measures over the whole registry. */
export function MatchRunsPage() {
  const heading = usePageTitle(td('nav.runs'), td('desk.title'));
  const list = useList(runsRoute.useSearch());
  const query = useQuery(runsQuery(list.search));
  const { data, error, refetch, isPlaceholderData } = query;
  const can = useCan();
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {td('nav.runs')}
          </h1>
        }
      >
        {can('policy.match') ? <StartRun onStarted={() => void refetch()} /> : null}
      </PageHead>
      <RunTable
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
