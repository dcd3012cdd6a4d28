import type { LawPack } from '@gatehouse/law';
import type { Module } from '../../kernel/module.js';
import { authenticateAccount } from './actions/authenticate.js';
import { reapplyToAccount } from './actions/reapply-ended.js';
import { accessRoutes } from './routes.js';
import { passkeyPlaceOf } from './rules/passkey.js';
import type { RecoverySetting, SignInSetting } from './setting.js';

export { endSessionsOfBefore } from './actions/end-session.js';
export { found as foundAdministrators } from './actions/found.js';
export { hasConflict, isStaffPhone, organisationById, type OrganisationFacts } from './doors.js';

/** The password of every account of a demonstration; such accounts exist in a data folder stamped demonstration alone. */
export const demonstrationPassword = 'gatehouse-demo';

/** What the module is made from. */
export type AccessOptions = Omit<SignInSetting & RecoverySetting, 'kernel'> & {
  /** Says which kinds of units there are and which authority reviews each. */
  readonly law: LawPack;
  /** Where people reach this node: what passkeys are bound to. */
  readonly publicAddress: string;
};

/** Organisations, accounts, roles, sessions and tokens. */
export function accessModule({ law, publicAddress, isFactorForced, queueMessage }: AccessOptions): Module {
  const passkeys = passkeyPlaceOf(publicAddress);
  return {
    name: 'access',
    queues: [],
    parts: async (kernel) => ({
      routes: accessRoutes({ kernel, isFactorForced, queueMessage, passkeys }, law),
      authenticate: (credentials) => authenticateAccount({ kernel, isFactorForced }, credentials),
      lasting: { 'access.account': reapplyToAccount },
    }),
  };
}
