import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { isRole, type Role } from './roles.js';

/** A role by its name. */
export const RoleName = z
  .string()
  .refine(isRole, { error: 'There is no such role. || 没有这个岗位。' })
  .transform((word) => word as Role);

/** A new password. What else it must not be (the account name, one letter repeated) the server's rules say. */
export const NewPassword = z
  .string()
  .min(12, { error: 'Use at least 12 characters. || 请至少使用 12 个字符。' })
  .max(200, { error: 'Use at most 200 characters. || 请最多使用 200 个字符。' });

/** The present password, asked for again before something that a passer-by at an open screen must not do. */
export const CurrentPassword = z.string().min(1).max(200);

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
  passwordIsOneTime: z
    .boolean()
    .describe('True until the password handed over is replaced; until then no role is in force'),
  secondFactor: z
    .enum(['set', 'missing', 'none'])
    .describe('`missing`: a role asks for one and none is set up; until then no role is in force'),
  expiresAt: z.iso.datetime(),
});
export type SessionView = z.infer<typeof SessionView>;

/** A right password where a second factor is still to come: nobody is signed in yet. */
export const CodeNeeded = z.object({
  ticket: z.string().describe('Goes back with the code; opens nothing by itself'),
  ticketUntil: z.iso.datetime(),
  factors: z
    .array(z.enum(['code', 'passkey']))
    .describe('What the account has set up; a recovery code is taken in any case'),
});
export type CodeNeeded = z.infer<typeof CodeNeeded>;

/** One of the viewer's own open sessions. */
export const OpenSession = z.object({
  id: z.uuid(),
  userAgent: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  isThisOne: z.boolean(),
});
export type OpenSession = z.infer<typeof OpenSession>;

/**
 * How long a session may rest before it is over, in minutes (NIST SP 800-63B, AAL2, allows 30). A page that rests as long is put away by the
 * web itself.
 */
export const sessionRestMinutes = 30;

/** Endpoints of signing in and out, and of the own sessions and password. */
export const sessionEndpoints = {
  signIn: endpoint({
    method: 'POST',
    path: '/api/sign-in',
    access: 'public',
    summary: 'Sign in with account and password; an account with a second factor is asked for it',
    body: z.strictObject({ account: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    answer: z.union([CodeNeeded, SessionView]),
    journal: { act: 'access.sign-in' },
    perMinute: 30,
  }),
  signInByCode: endpoint({
    method: 'POST',
    path: '/api/sign-in/code',
    access: 'public',
    summary: 'Sign in with the code of the device, or a recovery code, after the password',
    body: z.strictObject({ ticket: z.string().min(1).max(200), code: z.string().min(6).max(40) }),
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
  listSessions: endpoint({
    method: 'GET',
    path: '/api/sessions',
    access: 'signed-in',
    summary: 'The own open sessions',
    answer: z.object({ items: z.array(OpenSession) }),
    journal: { none: 'reads only the own account' },
  }),
  endSession: endpoint({
    method: 'POST',
    path: '/api/sessions/:id/end',
    access: 'signed-in',
    summary: 'End one of the own sessions',
    params: z.object({ id: z.uuid() }),
    status: 204,
    journal: { act: 'access.end-session' },
  }),
  endOtherSessions: endpoint({
    method: 'POST',
    path: '/api/sessions/end-others',
    access: 'signed-in',
    summary: 'End all own sessions but this one',
    status: 204,
    journal: { act: 'access.end-other-sessions' },
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/api/password',
    access: 'signed-in',
    summary: 'Change the own password; ends the other sessions',
    body: z.strictObject({ current: CurrentPassword, next: NewPassword }),
    status: 204,
    journal: { act: 'access.change-password' },
    perMinute: 30,
  }),
};
