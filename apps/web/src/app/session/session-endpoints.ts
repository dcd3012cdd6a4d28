import { endpoint, roles } from '@gatehouse/contract';
import { z } from 'zod';

const Words = z.object({ en: z.string(), zh: z.string() });

/** Who is signed in: the account, its roles, and the organisation it acts for. */
export const Session = z.object({
  account: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  organisation: z.object({ id: z.string(), name: Words }),
});
export type Session = z.infer<typeof Session>;

export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  access: 'signed-in',
  summary: 'Who is signed in',
  answer: Session,
  journal: { none: 'says only what the caller is' },
});

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  access: 'public',
  summary: 'Sign in',
  body: z.object({ account: z.string(), password: z.string() }),
  answer: Session,
  journal: { act: 'access.sign-in' },
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  access: 'signed-in',
  summary: 'Sign out',
  status: 204,
  journal: { act: 'access.sign-out' },
});

export const readHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  access: 'public',
  summary: 'Whether the node can serve',
  answer: z.object({
    status: z.string(),
    mode: z.enum(['demo', 'office', 'production']).optional(),
    demonstration: z.object({ password: z.string() }).optional(),
  }),
  journal: { none: 'names nobody' },
});
