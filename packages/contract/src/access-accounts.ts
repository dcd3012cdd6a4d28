import { z } from 'zod';
import { RoleName } from './access.js';
import { endpoint } from './endpoint.js';
import { PageQuery, pageOf } from './paging.js';

const AccountId = z.object({ id: z.uuid() });
const GrantId = z.object({ id: z.uuid(), grantId: z.uuid() });

/** An account name: what a person types to sign in. */
export const Login = z.string().regex(/^[a-z][a-z0-9.-]{1,59}$/, {
  error:
    'Use 2 to 60 small letters, digits, dots and hyphens, beginning with a letter. || 请使用 2 至 60 个小写字母、数字、点或连字符，并以字母开头。',
});
const DisplayName = z.string().trim().min(1).max(100);
const WorkPhone = z.string().min(5).max(40);

/** One role of an account: proposed by one administrator, in force once another has confirmed it. */
export const RoleGrantView = z.object({
  id: z.uuid(),
  role: z.string(),
  state: z.enum(['proposed', 'in-force']),
  proposedBy: z.uuid().nullable(),
  proposedAt: z.iso.datetime(),
  confirmedBy: z.uuid().nullable(),
  inForceFrom: z.iso.datetime().nullable(),
});

/** An account as an administrator sees it. */
export const AccountView = z.object({
  id: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  organisationId: z.uuid(),
  roles: z.array(RoleGrantView),
  hasWorkPhone: z.boolean(),
  oneTimePasswordUntil: z.iso.datetime().nullable().describe('Null once the person has chosen a password'),
  secondFactorSince: z.iso.datetime().nullable().describe('Null: none is set up'),
  recovery: z
    .object({ proposedBy: z.uuid(), proposedAt: z.iso.datetime() })
    .nullable()
    .describe('A recovery that waits for a second administrator'),
  providerLinkSince: z.iso.datetime().nullable().describe('Null: the identity provider does not open this account'),
  createdAt: z.iso.datetime(),
  suspendedAt: z.iso.datetime().nullable().describe('Since when it is suspended over an emergency look'),
  closedAt: z.iso.datetime().nullable(),
  version: z.number().int(),
});
export type AccountView = z.infer<typeof AccountView>;

/** Something that was done to an account. */
export const AccountActionView = z.object({
  position: z.number().int(),
  verb: z.string(),
  detail: z.record(z.string(), z.unknown()),
  actor: z.string(),
  at: z.iso.datetime(),
});

/** A password that works once: shown in this answer and never again. */
export const OneTimePassword = z.object({ oneTimePassword: z.string(), oneTimePasswordUntil: z.iso.datetime() });

const Version = z.strictObject({ version: z.number().int() });

/** Endpoints of accounts and their roles. */
export const accountEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/accounts',
    access: 'access:manage-accounts',
    summary: 'Accounts the viewer administers, by account name',
    query: PageQuery.extend({
      organisationId: z.uuid().optional(),
      waiting: z
        .literal('true')
        .optional()
        .describe('Only those with a role or a recovery that waits for confirmation'),
      closed: z.literal('true').optional().describe('Closed ones too'),
    }),
    answer: pageOf(AccountView),
    journal: { act: 'access.list-accounts' },
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/accounts/:id',
    access: 'access:manage-accounts',
    summary: 'One account with everything that was done to it',
    params: AccountId,
    answer: AccountView.extend({ history: z.array(AccountActionView) }),
    journal: { act: 'access.read-account' },
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/accounts',
    access: 'access:manage-accounts',
    summary: 'Make an account without roles; answers its one-time password',
    body: z.strictObject({
      login: Login,
      displayName: DisplayName,
      organisationId: z.uuid(),
      workPhone: WorkPhone.optional().describe('Only a keyed token of it is kept'),
    }),
    answer: AccountView.extend(OneTimePassword.shape),
    status: 201,
    journal: { act: 'access.create-account' },
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/change',
    access: 'access:manage-accounts',
    summary: 'Change the display name or the work phone',
    params: AccountId,
    body: Version.extend({
      displayName: DisplayName.optional(),
      workPhone: WorkPhone.nullable().optional().describe('Null forgets it'),
    }),
    answer: AccountView,
    journal: { act: 'access.change-account' },
  }),
  close: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/close',
    access: 'access:manage-accounts',
    summary: 'Close an account with its sessions, tokens, roles and stand-ins',
    params: AccountId,
    body: Version,
    answer: AccountView,
    journal: { act: 'access.close-account' },
  }),
  endSessions: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/end-sessions',
    access: 'access:manage-accounts',
    summary: 'End every session of an account; its rights stay, and its tokens',
    params: AccountId,
    body: Version,
    answer: AccountView,
    journal: { act: 'access.end-account-sessions' },
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/reset-password',
    access: 'access:manage-accounts',
    summary: 'Give a one-time password; the roles wait until a second administrator confirms them again',
    params: AccountId,
    body: Version,
    answer: AccountView.extend(OneTimePassword.shape),
    journal: { act: 'access.reset-password' },
  }),
  proposeRecovery: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/recovery',
    access: 'access:manage-accounts',
    summary: 'Propose to let somebody in again who lost device and recovery codes; another administrator confirms it',
    params: AccountId,
    body: Version,
    answer: AccountView,
    status: 201,
    journal: { act: 'access.propose-recovery' },
  }),
  confirmRecovery: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/recovery/confirm',
    access: 'access:manage-accounts',
    summary: 'Take the second factor away and give a one-time password, as another administrator proposed',
    params: AccountId,
    body: Version.extend({
      language: z.enum(['zh', 'en']),
      workPhone: WorkPhone.optional().describe('Where the person is told; the one that the account was made with'),
    }),
    answer: AccountView.extend(OneTimePassword.shape).extend({
      isTold: z.boolean().describe('Whether a message goes to the work phone; false where the account has none'),
    }),
    journal: { act: 'access.confirm-recovery' },
  }),
  endRecovery: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/recovery/end',
    access: 'access:manage-accounts',
    summary: 'Decline a recovery that was proposed, or take it back',
    params: AccountId,
    body: Version,
    answer: AccountView,
    journal: { act: 'access.end-recovery' },
  }),
  proposeRole: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/roles',
    access: 'access:manage-accounts',
    summary: 'Propose a role; another administrator confirms it',
    params: AccountId,
    body: z.strictObject({ role: RoleName }),
    answer: AccountView,
    status: 201,
    journal: { act: 'access.propose-role' },
  }),
  confirmRole: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/roles/:grantId/confirm',
    access: 'access:manage-accounts',
    summary: 'Confirm a role that another administrator proposed',
    params: GrantId,
    answer: AccountView,
    journal: { act: 'access.confirm-role' },
  }),
  endRole: endpoint({
    method: 'POST',
    path: '/api/accounts/:id/roles/:grantId/end',
    access: 'access:manage-accounts',
    summary: 'End a role, or decline one that was proposed',
    params: GrantId,
    answer: AccountView,
    journal: { act: 'access.end-role' },
  }),
  found: endpoint({
    method: 'POST',
    path: '/api/administrators',
    access: 'operator',
    summary: 'Make the first two administrators, or two more when fewer than two are left',
    body: z.strictObject({
      organisation: z.strictObject({
        nameEn: z.string().trim().min(1).max(200),
        nameZh: z.string().trim().min(1).max(200),
        divisionCode: z.string().regex(/^\d{6}$/),
      }),
      administrators: z.tuple([
        z.strictObject({ login: Login, displayName: DisplayName }),
        z.strictObject({ login: Login, displayName: DisplayName }),
      ]),
    }),
    answer: z.object({
      organisationId: z.uuid(),
      administrators: z.array(z.object({ id: z.uuid(), login: z.string() }).extend(OneTimePassword.shape)),
    }),
    status: 201,
    journal: { act: 'access.found' },
  }),
};
