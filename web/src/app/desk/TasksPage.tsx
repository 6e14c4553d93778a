import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Pager } from '@/features/desk/list/Pager';
import { useList } from '@/features/desk/list/useList';
import { tasksQuery } from '@/features/desk/task/api';
import { TaskTable } from '@/features/desk/task/TaskTable';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tasksRoute } from './routes/session';

/** One's own long work. */
export function TasksPage() {
  const heading = usePageTitle(td('nav.tasks'), td('desk.title'));
  const list = useList(tasksRoute.useSearch());
  const page = { limit: list.limit, cursor: list.search.cursor };
  const query = useQuery({ ...tasksQuery(page), placeholderData: keepPreviousData });
  const { data, error, refetch, isPlaceholderData } = query;
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {td('nav.tasks')}
          </h1>
        }
      />
      <TaskTable
        tasks={data ? (data.items ?? []) : undefined}
        error={error}
        onRetry={() => void refetch()}
        stale={isPlaceholderData}
        page={list.place.page}
      />
      <Pager list={list} query={query} />
    </ListPage>
  );
}
