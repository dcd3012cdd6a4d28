import { prohibitionEndpoints } from '@gatehouse/contract';

/** What is old once something was done to an order. */
export const refreshed = [prohibitionEndpoints.read, prohibitionEndpoints.list, prohibitionEndpoints.home];
