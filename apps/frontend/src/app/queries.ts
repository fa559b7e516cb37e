import { QueryClient } from '@tanstack/react-query';
import { CallError } from '../shared/api/call-error.ts';

const TRIES = 2;

/** The cache of what the server said. Only what may succeed later is asked again; nothing that changes money ever is. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: 'always',
      retry: (failures, error) => failures < TRIES && error instanceof CallError && error.retryable,
      retryDelay: (failures) => Math.min(1_000 * 2 ** failures, 8_000),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
