import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { isRole, type Role } from './roles.js';

/** A role by its name. */
export const RoleName = z
  .string()
  .refine(isRole, { error: 'There is no such role. || 没有这个岗位。' })
  .transform((word) => word as Role);

/** Who is signed in, for the shell of the web. */
export const SessionView = z.object({
  accountId: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  organisation: z.object({
    id: z.uuid(),
    kind: z.string(),
    nameEn: z.string(),
    nameZh: z.string(),
    divisionCode: z.string(),
  }),
  expiresAt: z.iso.datetime(),
});
export type SessionView = z.infer<typeof SessionView>;

/** Endpoints of signing in and out. */
export const sessionEndpoints = {
  signIn: endpoint({
    method: 'POST',
    path: '/api/sign-in',
    access: 'public',
    summary: 'Sign in with account and password',
    body: z.strictObject({ account: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    answer: SessionView,
    journal: { act: 'access.sign-in' },
    perMinute: 30,
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/api/sign-out',
    access: 'signed-in',
    summary: 'End this session',
    status: 204,
    journal: { act: 'access.sign-out' },
  }),
  session: endpoint({
    method: 'GET',
    path: '/api/session',
    access: 'signed-in',
    summary: 'Who is signed in here',
    answer: SessionView,
    journal: { none: 'reads only the own account' },
  }),
};
