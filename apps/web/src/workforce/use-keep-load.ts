import { headcountEndpoints, rosterEndpoints } from '@gatehouse/contract';
import { useQueryClient } from '@tanstack/react-query';
import { keepAnswer, readOf } from '../app/use-endpoint.js';
import type { LoadProgress } from './answers.js';

/** Keeps what an act answered as the load to show; its rows, the staff and the roster are old afterwards. */
export function useKeepLoad(): (load: LoadProgress) => void {
  const queries = useQueryClient();
  return (load) => {
    keepAnswer(queries, readOf(rosterEndpoints.read, { params: { id: load.id } }), load);
    void queries.invalidateQueries({ queryKey: [rosterEndpoints.rows.path] });
    void queries.invalidateQueries({ queryKey: [headcountEndpoints.own.path] });
    for (const name of ['staff', 'staff-left']) void queries.invalidateQueries({ queryKey: ['list', name] });
  };
}
