import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { LogGapView } from './journal.js';
import { type Role, roles } from './roles.js';

/** Whether the node can serve, and what a visitor may know of it before signing in. */
export const Health = z.object({
  status: z.enum(['ok', 'failing']),
  version: z.string(),
  mode: z.enum(['demo', 'office', 'production']),
  operator: z.string().describe('Who operates this node; empty when nobody is named'),
  reasons: z.array(z.object({ check: z.string(), en: z.string(), zh: z.string() })),
  gaps: z.array(LogGapView).describe('Gaps of the log that the operator declared; they stay'),
  demonstration: z
    .object({
      accounts: z.array(z.object({ login: z.string(), role: z.enum(roles as [Role, ...Role[]]) })),
      password: z.string(),
    })
    .optional()
    .describe('In a demonstration only'),
});
export type Health = z.infer<typeof Health>;

/** Endpoints of the node itself. */
export const nodeEndpoints = {
  health: endpoint({
    method: 'GET',
    path: '/api/health',
    access: 'public',
    summary: 'Whether this node can serve',
    answer: Health,
    journal: { none: 'says nothing about a person' },
  }),
};
