import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** An API token: lets a program act with the roles of its owner. */
export const ApiTokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type ApiTokenView = z.infer<typeof ApiTokenView>;

/** Endpoints of the own API tokens. */
export const tokenEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/tokens',
    access: 'access:use-tokens',
    summary: 'The own API tokens',
    answer: z.object({ items: z.array(ApiTokenView) }),
    journal: { none: 'reads only the own account' },
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/tokens',
    access: 'access:use-tokens',
    summary: 'Make an API token of at most one year; its secret is shown in this answer and never again',
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      expiresAt: z.iso.datetime(),
    }),
    answer: ApiTokenView.extend({ secret: z.string() }),
    status: 201,
    journal: { act: 'access.create-token' },
  }),
  end: endpoint({
    method: 'POST',
    path: '/api/tokens/:id/end',
    access: 'access:use-tokens',
    summary: 'End an API token at once',
    params: z.object({ id: z.uuid() }),
    status: 204,
    journal: { act: 'access.end-token' },
  }),
};
