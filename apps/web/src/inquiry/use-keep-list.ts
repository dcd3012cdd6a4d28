import { type BatchProgress, batchEndpoints } from '@gatehouse/contract';
import { useQueryClient } from '@tanstack/react-query';
import { keepAnswer, readOf } from '../app/use-endpoint.js';

/** Keeps what an act answered as the list to show; its rows, other lists and the home page are old afterwards. */
export function useKeepList(): (list: BatchProgress) => void {
  const queries = useQueryClient();
  return (list) => {
    keepAnswer(queries, readOf(batchEndpoints.read, { params: { id: list.id } }), list);
    void queries.invalidateQueries({ queryKey: ['list'] });
    void queries.invalidateQueries({ queryKey: [batchEndpoints.rows.path] });
    void queries.invalidateQueries({ queryKey: ['home'] });
  };
}
