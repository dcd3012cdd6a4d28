import { useQueries } from '@tanstack/react-query';
import { byUrgency, type HomeFigure, type HomeTask } from '../app/home-part.js';
import { homeParts } from '../app/home-parts.js';
import { may, useSession } from '../app/session/session.js';

const mostFigures = 4;

/** What the home page shows, put together from the parts of the modules this account may use. */
export type Home = {
  readonly tasks: readonly HomeTask[];
  readonly figures: readonly HomeFigure[];
  /** Some part has not answered yet. */
  readonly isPending: boolean;
  readonly failures: readonly { readonly key: string; readonly error: Error; readonly repeat: () => void }[];
};

/** Reads every part by itself: one that fails says so and leaves the others in sight. */
export function useHome(): Home {
  const session = useSession();
  const parts = homeParts.filter(({ permission }) => may(session, permission));
  return useQueries({
    queries: parts.map((part) => ({
      queryKey: ['home', part.key, session.accountId],
      queryFn: ({ signal }: { signal: AbortSignal }) => part.load(signal),
      staleTime: 5_000,
      refetchInterval: 60_000,
    })),
    combine: (results) => ({
      tasks: byUrgency(results.flatMap(({ data }) => data?.tasks ?? []).filter(({ count }) => count > 0)),
      figures: results.flatMap(({ data }) => data?.figures ?? []).slice(0, mostFigures),
      isPending: results.some((result) => result.isPending),
      failures: results.flatMap(({ error, refetch }, index) =>
        error ? [{ key: parts[index]?.key ?? '', error, repeat: () => void refetch() }] : [],
      ),
    }),
  });
}
