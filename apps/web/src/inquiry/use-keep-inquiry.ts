import { type InquiryView, inquiryEndpoints } from '@gatehouse/contract';
import { useQueryClient } from '@tanstack/react-query';
import { keepAnswer, readOf } from '../app/use-endpoint.js';

/**
 * Keeps what an act answered as the inquiry to show. It is not read again: every read of a person stands in the journal, and
 * the act has just told everything. Lists and the home page are old afterwards.
 */
export function useKeepInquiry(): (view: InquiryView) => void {
  const queries = useQueryClient();
  return (view) => {
    keepAnswer(queries, readOf(inquiryEndpoints.read, { params: { id: view.id } }), view);
    void queries.invalidateQueries({ queryKey: ['list'] });
    void queries.invalidateQueries({ queryKey: ['home'] });
  };
}
