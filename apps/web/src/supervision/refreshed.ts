import { prohibitionEndpoints } from '@gatehouse/contract';

/** What is old once something was done to an order. */
export const refreshed = {
  refresh: [prohibitionEndpoints.read, prohibitionEndpoints.home],
  lists: ['prohibitions-open', 'prohibitions-ended', 'prohibitions-below'],
};
