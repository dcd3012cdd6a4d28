import { type AnswerOf, registryEndpoints } from '@gatehouse/contract';
import { useEndpoint } from '../app/use-endpoint.js';

/** A record that waits for a second person, with the person it is about. */
export type WaitingRecord = AnswerOf<typeof registryEndpoints.listWaitingRecords>['items'][number];

const most = 100;

/** The records that wait, the oldest first; the list and the page of one record read the same answer. */
export function useWaitingRecords() {
  return useEndpoint(registryEndpoints.listWaitingRecords, { query: { limit: most } });
}
