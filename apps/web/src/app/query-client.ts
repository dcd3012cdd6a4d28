import { QueryClient } from '@tanstack/react-query';
import { problemOf } from '../ui/failure.js';

/**
 * The cache of what was read. Every read of a person stands in the journal, so nothing is read again merely because a window
 * came to the front.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (count, thrown) =>
        count < 2 && ['unreachable', 'not-ready', 'journal-behind'].includes(problemOf(thrown).code),
    },
    // Of an act only this refusal promises that nothing was done; `useAct`, whose requests carry a key, repeats more.
    mutations: { retry: (count, thrown) => count < 2 && problemOf(thrown).code === 'journal-behind' },
  },
});
