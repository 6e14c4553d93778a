import { QueryClient } from '@tanstack/react-query';
import { worthRetrying } from './problem';

/** Server state of one face. Refusals are shown at once, lost requests tried again twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && worthRetrying(error),
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  });
}
