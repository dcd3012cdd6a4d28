import { z } from 'zod';
import { RoleName } from './access.js';
import { endpoint } from './endpoint.js';

const Id = z.object({ id: z.uuid() });

/** While someone is away, another account of the same organisation acts with one of their roles. */
export const StandInView = z.object({
  id: z.uuid(),
  absentAccountId: z.uuid(),
  accountId: z.uuid(),
  role: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  state: z.enum(['proposed', 'confirmed', 'in-force', 'over']),
  proposedBy: z.uuid(),
  confirmedBy: z.uuid().nullable(),
});
export type StandInView = z.infer<typeof StandInView>;

/** Endpoints of stand-ins. */
export const standInEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/stand-ins',
    access: 'signed-in',
    summary: 'Stand-ins, not yet over, that concern the viewer; for an administrator, all they administer',
    answer: z.object({ items: z.array(StandInView) }),
    journal: { act: 'access.list-stand-ins' },
  }),
  propose: endpoint({
    method: 'POST',
    path: '/api/stand-ins',
    access: 'signed-in',
    summary: 'Propose a stand-in for oneself, or as administrator for another',
    body: z.strictObject({
      absentAccountId: z.uuid(),
      accountId: z.uuid(),
      role: RoleName,
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
    }),
    answer: StandInView,
    status: 201,
    journal: { act: 'access.propose-stand-in' },
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/api/stand-ins/:id/confirm',
    access: 'access:manage-accounts',
    summary: 'Confirm a stand-in that somebody else proposed',
    params: Id,
    answer: StandInView,
    journal: { act: 'access.confirm-stand-in' },
  }),
  end: endpoint({
    method: 'POST',
    path: '/api/stand-ins/:id/end',
    access: 'signed-in',
    summary: 'End a stand-in early, or decline it: either of the two, or an administrator',
    params: Id,
    answer: StandInView,
    journal: { act: 'access.end-stand-in' },
  }),
};

/** What ties an account to a unit. Only the kind of tie is kept, nothing about whom it concerns. */
export const conflictGrounds = ['family', 'former_post', 'property', 'other'] as const;

/** A declared conflict of interest. */
export const ConflictView = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  organisationId: z.uuid(),
  ground: z.enum(conflictGrounds),
  declaredAt: z.iso.datetime(),
});
export type ConflictView = z.infer<typeof ConflictView>;

/** Endpoints of conflicts of interest. */
export const conflictEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/conflicts',
    access: 'signed-in',
    summary: 'The conflicts of interest the viewer has declared',
    answer: z.object({ items: z.array(ConflictView) }),
    journal: { none: 'reads only the own account' },
  }),
  declare: endpoint({
    method: 'POST',
    path: '/api/conflicts',
    access: 'signed-in',
    summary: 'Declare a conflict of interest with an organisation: its matters go to somebody else',
    body: z.strictObject({ organisationId: z.uuid(), ground: z.enum(conflictGrounds) }),
    answer: ConflictView,
    status: 201,
    journal: { act: 'access.declare-conflict' },
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/conflicts/:id/withdraw',
    access: 'signed-in',
    summary: 'Say that a conflict of interest is over',
    params: Id,
    status: 204,
    journal: { act: 'access.withdraw-conflict' },
  }),
};
