import { inquiryEndpoints } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { readOf } from '../app/use-endpoint.js';
import type { InquiryOptions } from './answers.js';

/** The choices of the law pack; they hold for the whole session. Undefined until they are there. */
export function useInquiryOptions(): InquiryOptions | undefined {
  return useQuery({ ...readOf(inquiryEndpoints.options, {}), staleTime: Number.POSITIVE_INFINITY }).data;
}
