import type { LawPack } from '@gatehouse/law';
import type { Module } from '../../kernel/module.js';
import { authenticateAccount } from './actions/authenticate.js';
import { reapplyToAccount } from './actions/reapply-ended.js';
import { accessRoutes } from './routes.js';

export { endSessionsOfBefore } from './actions/end-session.js';
export { found as foundAdministrators } from './actions/found.js';
export { hasConflict, isStaffPhone, organisationById, type OrganisationFacts } from './doors.js';

/** The password of every account of a demonstration; such accounts exist in a data folder stamped demonstration alone. */
export const demonstrationPassword = 'gatehouse-demo';

/**
 * Organisations, accounts, roles, sessions and tokens.
 * @param law the law pack that says which kinds of units there are and which authority reviews each
 */
export function accessModule({ law }: { readonly law: LawPack }): Module {
  return {
    name: 'access',
    queues: [],
    parts: async (kernel) => ({
      routes: accessRoutes(kernel, law),
      authenticate: (credentials) => authenticateAccount(kernel, credentials),
      lasting: { 'access.account': reapplyToAccount },
    }),
  };
}
