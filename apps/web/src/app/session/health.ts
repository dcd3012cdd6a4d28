import { endpoint, Health } from '@gatehouse/contract';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from '../api.js';

const readHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  access: 'public',
  summary: 'Whether the node can serve',
  answer: z.object({
    status: z.string(),
    mode: z.enum(['demo', 'office', 'production']).optional(),
    demonstration: Health.shape.demonstration,
  }),
  journal: { none: 'names nobody' },
});

/** How the node runs: demonstration, office or production. */
export const healthQuery = queryOptions({
  queryKey: [readHealth.path],
  queryFn: () => call(readHealth, {}),
  staleTime: Number.POSITIVE_INFINITY,
});
