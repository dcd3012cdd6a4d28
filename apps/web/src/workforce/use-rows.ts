import { rosterEndpoints, type RosterRowKind } from '@gatehouse/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../app/api.js';
import type { LoadProgress } from './answers.js';

/** Rows of a load of one kind, page by page; read anew with each change of it. */
export function useRows({ id, state }: LoadProgress, kind: RosterRowKind) {
  return useInfiniteQuery({
    queryKey: [rosterEndpoints.rows.path, id, kind, state],
    queryFn: ({ pageParam, signal }) =>
      call(rosterEndpoints.rows, { params: { id }, query: { kind, cursor: pageParam, limit: 20 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}
