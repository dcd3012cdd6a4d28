import type { LawPack } from '@gatehouse/law';
import type { Module } from '../../kernel/module.js';
import { authenticateAccount } from './actions/authenticate.js';
import { type LooksOfAccounts } from './actions/read-unusual-looks.js';
import type { EmergencyDoors } from './emergency-setting.js';
import { accessJobs, accessQueues, emergencyLoop } from './events.js';
import { reapplyToAccount } from './actions/reapply-ended.js';
import { reapplyToLook } from './actions/reapply-withheld.js';
import { keptLooks } from './actions/keep.js';
import { tellLooksAgain } from './actions/tell-looks.js';
import { openProvider, type ProviderSetting } from './identity-provider.js';
import { accessRoutes } from './routes.js';
import { passkeyPlaceOf } from './rules/passkey.js';
import type { OwnerToldSetting, SignInSetting } from './setting.js';

export type { EmergencyDoors } from './emergency-setting.js';
export { looksAboutVisitor } from './looks-about-visitor.js';
export { type Called, organisationsCalled } from './organisations-called.js';
export { useEmergencyLook } from './use-emergency-look.js';
export { endSessionsOfBefore } from './actions/end-session.js';
export { found as foundAdministrators } from './actions/found.js';
export type { ProviderSetting } from './identity-provider.js';
export {
  openPersonProvider,
  type PersonFailure,
  type PersonProvider,
  type PersonProviderSetting,
} from './person-provider.js';
export {
  administeredOf,
  hasConflict,
  kindsOfAccounts,
  isStaffPhone,
  authoritiesOf,
  organisationById,
  procuratoratesOf,
  supplierOf,
  suppliers,
  type OrganisationFacts,
  unitsAfter,
  closedUnitsBelow,
  unitsBelow,
  organisationsByCode,
} from './doors.js';

/** The password of every account of a demonstration; such accounts exist in a data folder stamped demonstration alone. */
export const demonstrationPassword = 'gatehouse-demo';

/** What the module is made from. */
export type AccessOptions = Omit<SignInSetting & OwnerToldSetting, 'kernel'> & {
  /** Says which kinds of units there are and which authority reviews each. */
  readonly law: LawPack;
  /** Where people reach this node: what passkeys are bound to. */
  readonly publicAddress: string;
  /** The identity provider by which people sign in; undefined: none. */
  readonly provider: ProviderSetting | undefined;
  /** How often accounts looked at persons, as the journal counts it. */
  readonly looksOfAccounts: LooksOfAccounts;
  /** What emergency looks need of the rest of the house. */
  readonly emergency: EmergencyDoors;
};

/** Organisations, accounts, roles, sessions and tokens. */
export function accessModule(options: AccessOptions): Module {
  const { law, publicAddress, isFactorForced, queueMessage } = options;
  const passkeys = passkeyPlaceOf(publicAddress);
  return {
    name: 'access',
    queues: accessQueues,
    parts: async (kernel) => {
      const provider = options.provider === undefined ? undefined : openProvider(options.provider, kernel.log);
      const emergency = { kernel, doors: options.emergency };
      return {
        routes: accessRoutes(
          { kernel, isFactorForced, queueMessage, passkeys, provider },
          law,
          options.looksOfAccounts,
          emergency,
        ),
        jobs: accessJobs(emergency),
        loops: [emergencyLoop(emergency)],
        authenticate: (credentials) => authenticateAccount({ kernel, isFactorForced }, credentials),
        // On the node that keeps the own page itself nobody asks.
        ...(options.emergency.ownPageElsewhere === undefined
          ? {}
          : { receives: { 'look.again': (context, messages) => tellLooksAgain(context, messages) } }),
        keeps: keptLooks(kernel),
        lasting: {
          'access.account': reapplyToAccount,
          'access.emergency-look': (context, lost) => reapplyToLook(kernel, context, lost),
        },
      };
    },
  };
}
