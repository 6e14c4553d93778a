import { queryOptions } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import type { components } from '@/api/schema';

export type Profile = components['schemas']['ProfileBody'];
export type ProfileFact = NonNullable<Profile['facts']>[number];

/** All that is known about one enterprise, and who says so. */
export const profileQuery = (uscc: string) =>
  queryOptions({
    queryKey: ['my', uscc, 'profile'],
    queryFn: ({ signal }) =>
      body(client.GET('/my/{uscc}/profile', { params: { path: { uscc } }, signal })),
  });
