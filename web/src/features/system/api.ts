import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type System = components['schemas']['SystemBody'];
export type DemoLogin = NonNullable<System['logins']>[number];

/** The place this instance serves, and in demo mode who may log in with what. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: () => body(client.GET('/system')),
  staleTime: Number.POSITIVE_INFINITY,
});
