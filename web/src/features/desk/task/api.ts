import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react';
import { API_PREFIX, body, client } from '@/api/client';
import { type Following, isFinal, START } from './follow';
import { TaskStreams } from './streams';
import { resultPath } from './words';

/** How often the list is asked for, in milliseconds, with and without work under way. */
const WORKING_MS = 5_000;
const RESTING_MS = 60_000;

export const tasksQuery = (page: { limit: number; cursor?: string | undefined }) =>
  queryOptions({
    queryKey: ['tasks', page],
    queryFn: ({ signal }) => body(client.GET('/jobs', { params: { query: page }, signal })),
    refetchInterval: (query) =>
      query.state.data?.items?.some((task) => !isFinal(task.state)) ? WORKING_MS : RESTING_MS,
  });

/** The newest tasks, for the sign in the head of the desk. */
export const recentTasksQuery = tasksQuery({ limit: 20 });

export function createTaskStreams(): TaskStreams {
  return new TaskStreams({
    open: (id) => new EventSource(`${API_PREFIX}/jobs/${encodeURIComponent(id)}/progress`),
    ask: (id) => body(client.GET('/jobs/{id}', { params: { path: { id } } })),
    later: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  });
}

export const TaskStreamsContext = createContext<TaskStreams | null>(null);

const nothing = () => () => {};

/**
 * Follows a task while it is shown; nothing for an empty id. When the task ends
 * here, everything that it may have changed is asked for anew.
 */
export function useTask(id: string | undefined): Following {
  const streams = useContext(TaskStreamsContext);
  const queries = useQueryClient();
  const subscribe = useCallback(
    (changed: () => void) => (streams && id ? streams.subscribe(id, changed) : nothing()),
    [streams, id],
  );
  const known = useSyncExternalStore(subscribe, () => (streams && id ? streams.known(id) : START));
  const ended = known.task !== null && isFinal(known.task.state);
  useEffect(() => {
    if (ended) void queries.invalidateQueries();
  }, [ended, queries]);
  return known;
}

/** Follows the task, one of one's own recent ones, that leads to a page of the desk. */
export function useTaskOf(page: string): Following {
  const { data } = useQuery(recentTasksQuery);
  return useTask(data?.items?.find((task) => resultPath(task) === page)?.id);
}
