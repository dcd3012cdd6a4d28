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
 * @param isFactorForced whether roles that reach personal data ask for a second factor
 */
export function accessModule({
  law,
  isFactorForced,
}: {
  readonly law: LawPack;
  readonly isFactorForced: boolean;
}): Module {
  return {
    name: 'access',
    queues: [],
    parts: async (kernel) => ({
      routes: accessRoutes({ kernel, isFactorForced }, law),
      authenticate: (credentials) => authenticateAccount({ kernel, isFactorForced }, credentials),
      lasting: { 'access.account': reapplyToAccount },
    }),
  };
}
