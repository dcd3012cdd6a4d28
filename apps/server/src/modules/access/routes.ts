import {
  accountEndpoints,
  conflictEndpoints,
  emergencyLookEndpoints,
  lookEndpoints,
  organisationEndpoints,
  passkeyEndpoints,
  providerEndpoints,
  secondFactorEndpoints,
  sessionEndpoints,
  standInEndpoints,
  tokenEndpoints,
  withheldLookEndpoints,
} from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import { type Route, route } from '../../kernel/http/route.js';
import type { Kernel } from '../../kernel/kernel.js';
import { askEmergencyLook } from './actions/ask-emergency-look.js';
import { addPasskey, beginPasskey, listPasskeys } from './actions/add-passkey.js';
import { beginFactor } from './actions/begin-factor.js';
import { changeAccount } from './actions/change-account.js';
import { changeOrganisation } from './actions/change-organisation.js';
import { changePassword } from './actions/change-password.js';
import { closeAccount } from './actions/close-account.js';
import { closeOrganisation } from './actions/close-organisation.js';
import { confirmRole } from './actions/confirm-role.js';
import { confirmStandIn } from './actions/confirm-stand-in.js';
import { createAccount } from './actions/create-account.js';
import { createOrganisation } from './actions/create-organisation.js';
import { createToken } from './actions/create-token.js';
import { declareConflict, listConflicts, withdrawConflict } from './actions/declare-conflict.js';
import { endOwnProviderLink, endProviderLinkOf } from './actions/end-provider-link.js';
import { endRole } from './actions/end-role.js';
import { endAccountSessions, endOtherSessions, endSession } from './actions/end-session.js';
import { endToken, listTokens } from './actions/end-token.js';
import { found } from './actions/found.js';
import { beginProviderLink, linkProvider, readProviderLink } from './actions/link-provider.js';
import {
  listEmergencyLooks,
  listEmergencyLooksToReview,
  readOpenEmergencyLook,
} from './actions/list-emergency-looks.js';
import { listAccounts } from './actions/list-accounts.js';
import { listOrganisations, readOrganisation } from './actions/list-organisations.js';
import { listSessions } from './actions/list-sessions.js';
import { listStandIns } from './actions/list-stand-ins.js';
import { proposeRole } from './actions/propose-role.js';
import { endStandIn, proposeStandIn } from './actions/propose-stand-in.js';
import { readAccount } from './actions/read-account.js';
import { readFactor } from './actions/read-factor.js';
import { type LooksOfAccounts, readUnusualLooks } from './actions/read-unusual-looks.js';
import { readSession } from './actions/read-session.js';
import { confirmRecovery, endRecovery, proposeRecovery } from './actions/recover-account.js';
import { resetPassword } from './actions/reset-password.js';
import { removePasskey } from './actions/remove-passkey.js';
import { renewRecoveryCodes, setFactor } from './actions/set-factor.js';
import { showFactor } from './actions/show-factor.js';
import { signIn } from './actions/sign-in.js';
import { signInByCode } from './actions/sign-in-by-code.js';
import { beginPasskeySignIn, signInByPasskey } from './actions/sign-in-by-passkey.js';
import { beginProviderSignIn, signInByProvider } from './actions/sign-in-by-provider.js';
import {
  approveEmergencyLook,
  declineEmergencyLook,
  endEmergencyLook,
  openEmergencyLookAlone,
  reviewEmergencyLook,
} from './actions/step-emergency-look.js';
import { readWithheldCounts } from './actions/release-withheld-looks.js';
import { signOut } from './actions/sign-out.js';
import { decideWithholding, withholdLook } from './actions/withhold-look.js';
import type { EmergencyDesk } from './emergency-setting.js';
import type { OwnerToldSetting, PasskeySetting, ProviderLinkSetting, SignInSetting } from './setting.js';

/** The routes of this module. */
export function accessRoutes(
  setting: PasskeySetting & ProviderLinkSetting,
  law: LawPack,
  looksOfAccounts: LooksOfAccounts,
  emergency: EmergencyDesk,
): readonly Route[] {
  const { kernel } = setting;
  return [
    route(lookEndpoints.unusual, (viewer) => readUnusualLooks(kernel, looksOfAccounts, viewer)),
    ...sessionRoutes(setting),
    ...factorRoutes(setting),
    ...passkeyRoutes(setting),
    ...providerRoutes(setting),
    ...organisationRoutes(kernel, law),
    ...accountRoutes(kernel),
    ...recoveryRoutes(setting),
    ...dutyRoutes(kernel),
    ...emergencyRoutes(emergency),
  ];
}

function sessionRoutes(setting: SignInSetting): readonly Route[] {
  const { kernel } = setting;
  return [
    route(sessionEndpoints.signIn, (viewer, { body }, transport) => signIn(setting, viewer, body, transport)),
    route(sessionEndpoints.signInByCode, (viewer, { body }, transport) =>
      signInByCode(setting, viewer, body, transport),
    ),
    route(sessionEndpoints.signOut, (viewer, _request, transport) => signOut(kernel, viewer, transport)),
    route(sessionEndpoints.session, (viewer) => readSession(setting, viewer)),
    route(sessionEndpoints.listSessions, (viewer) => listSessions(kernel, viewer)),
    route(sessionEndpoints.endSession, (viewer, { params }) => endSession(kernel, viewer, params.id)),
    route(sessionEndpoints.endOtherSessions, (viewer) => endOtherSessions(kernel, viewer)),
    route(sessionEndpoints.changePassword, (viewer, { body }, transport) =>
      changePassword(kernel, viewer, body, transport),
    ),
    route(tokenEndpoints.list, (viewer) => listTokens(kernel, viewer)),
    route(tokenEndpoints.create, (viewer, { body }) => createToken(kernel, viewer, body)),
    route(tokenEndpoints.end, (viewer, { params }) => endToken(kernel, viewer, params.id)),
  ];
}

function factorRoutes(setting: SignInSetting): readonly Route[] {
  const { kernel } = setting;
  return [
    route(secondFactorEndpoints.read, (viewer) => readFactor(setting, viewer)),
    route(secondFactorEndpoints.show, (viewer, { body }, transport) => showFactor(kernel, viewer, body, transport)),
    route(secondFactorEndpoints.begin, (viewer) => beginFactor(kernel, viewer)),
    route(secondFactorEndpoints.set, (viewer, { body }, transport) => setFactor(kernel, viewer, body, transport)),
    route(secondFactorEndpoints.renewRecoveryCodes, (viewer, { body }, transport) =>
      renewRecoveryCodes(kernel, viewer, body, transport),
    ),
  ];
}

function passkeyRoutes(setting: PasskeySetting): readonly Route[] {
  const { kernel } = setting;
  return [
    route(passkeyEndpoints.beginSignIn, (_viewer, { body }) => beginPasskeySignIn(setting, body)),
    route(passkeyEndpoints.signIn, (viewer, { body }, transport) => signInByPasskey(setting, viewer, body, transport)),
    route(passkeyEndpoints.list, (viewer) => listPasskeys(setting, viewer)),
    route(passkeyEndpoints.begin, (viewer, { body }, transport) => beginPasskey(setting, viewer, body, transport)),
    route(passkeyEndpoints.add, (viewer, { body }, transport) => addPasskey(setting, viewer, body, transport)),
    route(passkeyEndpoints.remove, (viewer, { params, body }, transport) =>
      removePasskey(kernel, viewer, params.id, body, transport),
    ),
  ];
}

function providerRoutes(setting: PasskeySetting & ProviderLinkSetting): readonly Route[] {
  const { passkeys, provider } = setting;
  return [
    route(passkeyEndpoints.ways, async () => ({
      passkeys: passkeys === undefined ? null : { origin: passkeys.origin },
      provider: provider === undefined ? null : { name: provider.name },
    })),
    route(providerEndpoints.begin, () => beginProviderSignIn(setting)),
    route(providerEndpoints.signIn, (viewer, { body }, transport) =>
      signInByProvider(setting, viewer, body, transport),
    ),
    route(providerEndpoints.read, (viewer) => readProviderLink(setting, viewer)),
    route(providerEndpoints.beginLink, (viewer, { body }, transport) =>
      beginProviderLink(setting, viewer, body, transport),
    ),
    route(providerEndpoints.link, (viewer, { body }) => linkProvider(setting, viewer, body)),
    route(providerEndpoints.end, (viewer, { body }, transport) => endOwnProviderLink(setting, viewer, body, transport)),
    route(providerEndpoints.endOf, (viewer, { params, body }) => endProviderLinkOf(setting, viewer, params.id, body)),
  ];
}

function organisationRoutes(kernel: Kernel, law: LawPack): readonly Route[] {
  return [
    route(organisationEndpoints.list, (viewer, { query }) => listOrganisations(kernel, viewer, query)),
    route(organisationEndpoints.read, (viewer, { params }) => readOrganisation(kernel, viewer, params.id)),
    route(organisationEndpoints.create, (viewer, { body }) => createOrganisation(kernel, law, viewer, body)),
    route(organisationEndpoints.change, (viewer, { params, body }) =>
      changeOrganisation(kernel, law, viewer, params.id, body),
    ),
    route(organisationEndpoints.close, (viewer, { params, body }) =>
      closeOrganisation(kernel, viewer, params.id, body),
    ),
  ];
}

function accountRoutes(kernel: Kernel): readonly Route[] {
  return [
    route(accountEndpoints.list, (viewer, { query }) => listAccounts(kernel, viewer, query)),
    route(accountEndpoints.read, (viewer, { params }) => readAccount(kernel, viewer, params.id)),
    route(accountEndpoints.create, (viewer, { body }) => createAccount(kernel, viewer, body)),
    route(accountEndpoints.change, (viewer, { params, body }) => changeAccount(kernel, viewer, params.id, body)),
    route(accountEndpoints.close, (viewer, { params, body }) => closeAccount(kernel, viewer, params.id, body)),
    route(accountEndpoints.endSessions, (viewer, { params, body }) =>
      endAccountSessions(kernel, viewer, params.id, body),
    ),
    route(accountEndpoints.resetPassword, (viewer, { params, body }) => resetPassword(kernel, viewer, params.id, body)),
    route(accountEndpoints.proposeRole, (viewer, { params, body }) => proposeRole(kernel, viewer, params.id, body)),
    route(accountEndpoints.confirmRole, (viewer, { params }) => confirmRole(kernel, viewer, params)),
    route(accountEndpoints.endRole, (viewer, { params }) => endRole(kernel, viewer, params)),
    route(accountEndpoints.found, (viewer, { body }) => found(kernel, viewer, body)),
  ];
}

function recoveryRoutes(setting: OwnerToldSetting): readonly Route[] {
  const { kernel } = setting;
  return [
    route(accountEndpoints.proposeRecovery, (viewer, { params, body }) =>
      proposeRecovery(kernel, viewer, params.id, body),
    ),
    route(accountEndpoints.confirmRecovery, (viewer, { params, body }) =>
      confirmRecovery(setting, viewer, params.id, body),
    ),
    route(accountEndpoints.endRecovery, (viewer, { params, body }) => endRecovery(kernel, viewer, params.id, body)),
  ];
}

function dutyRoutes(kernel: Kernel): readonly Route[] {
  return [
    route(standInEndpoints.list, (viewer) => listStandIns(kernel, viewer)),
    route(standInEndpoints.propose, (viewer, { body }) => proposeStandIn(kernel, viewer, body)),
    route(standInEndpoints.confirm, (viewer, { params }) => confirmStandIn(kernel, viewer, params.id)),
    route(standInEndpoints.end, (viewer, { params }) => endStandIn(kernel, viewer, params.id)),
    route(conflictEndpoints.list, (viewer) => listConflicts(kernel, viewer)),
    route(conflictEndpoints.declare, (viewer, { body }) => declareConflict(kernel, viewer, body)),
    route(conflictEndpoints.withdraw, (viewer, { params }) => withdrawConflict(kernel, viewer, params.id)),
  ];
}

function emergencyRoutes(desk: EmergencyDesk): readonly Route[] {
  const ends = emergencyLookEndpoints;
  return [
    route(ends.list, (viewer) => listEmergencyLooks(desk, viewer)),
    route(ends.open, (viewer) => readOpenEmergencyLook(desk, viewer)),
    route(ends.ask, (viewer, { body }) => askEmergencyLook(desk, viewer, body)),
    route(ends.approve, (viewer, { params }) => approveEmergencyLook(desk, viewer, params.id)),
    route(ends.decline, (viewer, { params }) => declineEmergencyLook(desk, viewer, params.id)),
    route(ends.openAlone, (viewer, { params }) => openEmergencyLookAlone(desk, viewer, params.id)),
    route(ends.end, (viewer, { params }) => endEmergencyLook(desk, viewer, params.id)),
    route(ends.toReview, (viewer) => listEmergencyLooksToReview(desk, viewer)),
    route(ends.review, (viewer, { params, body }) => reviewEmergencyLook(desk, viewer, params.id, body)),
    route(ends.withhold, (viewer, { params, body }) => withholdLook(desk, viewer, { ...params, ...body })),
    route(ends.decideWithholding, (viewer, { params, body }) =>
      decideWithholding(desk, viewer, { ...params, ...body }),
    ),
    route(withheldLookEndpoints.counts, (viewer) => readWithheldCounts(desk, viewer)),
  ];
}
