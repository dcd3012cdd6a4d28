import type { ActContext } from '../../../kernel/act.js';
import type { LostAct, ReapplyOutcome } from '../../../kernel/module.js';
import { type Ending, endingOf } from '../rules/endings.js';
import { type Account, accountStore } from '../store/account-store.js';
import { emergencyLookStore } from '../store/emergency-look-store.js';
import { passkeyStore } from '../store/passkey-store.js';
import { providerLinkStore } from '../store/provider-link-store.js';
import { recoveryCodeStore } from '../store/recovery-code-store.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { secondFactorStore } from '../store/second-factor-store.js';
import { sessionStore } from '../store/session-store.js';
import { standInStore } from '../store/stand-in-store.js';
import { tokenStore } from '../store/token-store.js';
import { endFactor } from './end-factor.js';
import { endRights } from './end-rights.js';
import { recordAccountAction } from './record-action.js';

type Reapply = (context: ActContext, account: Account, id: string | undefined) => Promise<boolean>;

/** How each ending is done again. Answers false where it stands already. */
const doings: Readonly<Record<Ending, Reapply>> = {
  close: closeAgain,
  'reset-password': takeAllAway,
  'change-password': takePasswordAway,
  'set-factor': takeFactorAway,
  'use-recovery-code': useCodeAgain,
  'renew-recovery-codes': endCodesAgain,
  'add-passkey': takePasswordOfOneFactor,
  'remove-passkey': removePasskeyAgain,
  'end-provider-link': endLinkAgain,
  recover: recoverAgain,
  'end-role': endRoleAgain,
  'end-token': endTokenAgain,
  'end-stand-in': endStandInAgain,
  suspend: suspendAgain,
};

/**
 * Ends a right again after an older copy of the database was put back. Rights are only taken away: what was given after an
 * ending and is lost with it is given anew by two administrators.
 */
export async function reapplyToAccount(context: ActContext, { act, objectId }: LostAct): Promise<ReapplyOutcome> {
  const account = await accountStore(context).byId(objectId);
  if (account === undefined) return 'unknown';
  const ended = endingOf(act);
  if (ended === undefined) return 'by_hand';
  return (await doings[ended.ending](context, account, ended.id)) ? 'done' : 'already';
}

async function closeAgain(context: ActContext, account: Account): Promise<boolean> {
  if (account.closedAt !== null) return false;
  await endRights(context, account.id);
  await endFactor(context, account.id);
  await accountStore(context).update(account.id, { closedAt: context.now, passwordHash: null, oneTimeUntil: null });
  await recordAccountAction(context, account.id, { verb: 'close', detail: {} });
  return true;
}

/** The password of the copy is the one that was taken away; the one handed over instead is lost. */
async function takeAllAway(context: ActContext, account: Account): Promise<boolean> {
  const ended = await endRights(context, account.id);
  if (account.passwordHash === null && ended.length === 0) return false;
  await accountStore(context).update(account.id, { passwordHash: null, oneTimeUntil: context.now });
  const detail = { until: context.now.toISOString(), proposed: [] };
  await recordAccountAction(context, account.id, { verb: 'reset-password', detail });
  return true;
}

/**
 * The password of the copy is the one that its owner gave up, perhaps because others knew it; the one they chose is lost. Their
 * roles and tokens stay.
 */
async function takePasswordAway(context: ActContext, account: Account): Promise<boolean> {
  if (account.passwordHash === null) return false;
  await sessionStore(context).endAll(account.id);
  await accountStore(context).update(account.id, { passwordHash: null });
  await recordAccountAction(context, account.id, { verb: 'take-password', detail: {} });
  return true;
}

/**
 * The copy knows another device than the owner's, or none: by it, or by the password or the provider alone, whoever was to be kept out would
 * come in.
 * An administrator hands over another password, and the owner sets their device up again.
 */
async function takeFactorAway(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  if (id !== undefined && (await secondFactorStore(context).isKnown(id))) return false;
  const [link] = await providerLinkStore(context).openOf([account.id]);
  if (account.passwordHash === null && account.secondFactorSince === null && link === undefined) return false;
  await sessionStore(context).endAll(account.id);
  await endFactor(context, account.id);
  if (link !== undefined) await endLinkAgain(context, account, link.id);
  await accountStore(context).update(account.id, { passwordHash: null });
  await recordAccountAction(context, account.id, { verb: 'take-factor', detail: {} });
  return true;
}

/** The copy lacks the passkey. Where it knows no other factor, its password alone would open the account. */
async function takePasswordOfOneFactor(context: ActContext, account: Account, id?: string): Promise<boolean> {
  if (id !== undefined && (await passkeyStore(context).isKnown(id))) return false;
  return account.secondFactorSince === null && takeFactorAway(context, account, undefined);
}

/** The owner had removed it, perhaps because others held it. Where it is the only factor of the copy, the password goes with it. */
async function removePasskeyAgain(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  const open = await passkeyStore(context).openOf(account.id);
  if (id === undefined || !open.some((passkey) => passkey.id === id)) return false;
  const hasDevice = (await secondFactorStore(context).setSince(account.id)) !== undefined;
  if (open.length === 1 && !hasDevice) return takeFactorAway(context, account, undefined);
  await passkeyStore(context).end(id);
  await sessionStore(context).endAll(account.id);
  await recordAccountAction(context, account.id, { verb: 'remove-passkey', detail: { passkeyId: id } });
  return true;
}

/** The provider, or whoever signs in there, opens the account no more; a link that was made since stays. */
async function endLinkAgain(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  const [link] = await providerLinkStore(context).openOf([account.id]);
  if (link === undefined || (id !== undefined && link.id !== id)) return false;
  await providerLinkStore(context).endOf(account.id);
  await sessionStore(context).endAll(account.id);
  await recordAccountAction(context, account.id, { verb: 'end-provider-link', detail: { linkId: link.id } });
  return true;
}

/** Two administrators had found that neither password nor device were in the owner's hands any more. */
async function recoverAgain(context: ActContext, account: Account): Promise<boolean> {
  const tookFactor = await takeFactorAway(context, account, undefined);
  return (await takeAllAway(context, { ...account, passwordHash: null })) || tookFactor;
}

async function useCodeAgain(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  const open = await recoveryCodeStore(context).openOf(account.id);
  if (id === undefined || !open.some((code) => code.id === id)) return false;
  await recoveryCodeStore(context).use(id);
  await recordAccountAction(context, account.id, { verb: 'use-recovery-code', detail: { codeId: id } });
  return true;
}

/** The codes of the copy were given up for others, which are lost. */
async function endCodesAgain(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  const codes = recoveryCodeStore(context);
  if ((id !== undefined && (await codes.isKnown(id))) || (await codes.openOf(account.id)).length === 0) return false;
  await codes.endAll(account.id);
  await recordAccountAction(context, account.id, { verb: 'end-recovery-codes', detail: {} });
  return true;
}

/** A line that names no grant, as the first version wrote it, ends them all. */
async function endRoleAgain(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  const grants = await roleGrantStore(context).openOf([account.id]);
  const ended = grants.filter((grant) => id === undefined || grant.id === id);
  await roleGrantStore(context).end(ended.map((grant) => grant.id));
  for (const grant of ended) {
    await recordAccountAction(context, account.id, { verb: 'end-role', detail: { grantId: grant.id } });
  }
  return ended.length > 0;
}

async function endTokenAgain(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  const tokens = (await tokenStore(context).openOf(account.id)).filter((token) => id === undefined || token.id === id);
  for (const token of tokens) {
    await tokenStore(context).end(token.id);
    await recordAccountAction(context, account.id, { verb: 'end-token', detail: { tokenId: token.id } });
  }
  return tokens.length > 0;
}

async function endStandInAgain(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  const standIns = (await standInStore(context).ofAccount(account.id)).filter(
    (standIn) => standIn.absentAccountId === account.id && (id === undefined || standIn.id === id),
  );
  for (const standIn of standIns) {
    await standInStore(context).end(standIn.id);
    await recordAccountAction(context, account.id, { verb: 'end-stand-in', detail: { standInId: standIn.id } });
  }
  return standIns.length > 0;
}

/** A look that the copy lacks cannot be reviewed there: the account stays suspended, and an administrator makes another one. */
async function suspendAgain(context: ActContext, account: Account, id: string | undefined): Promise<boolean> {
  if (account.suspendedAt !== null || id === undefined || (await emergencyLookStore(context).isKnown(id))) return false;
  await accountStore(context).update(account.id, { suspendedAt: context.now });
  await sessionStore(context).endAll(account.id);
  await recordAccountAction(context, account.id, { verb: 'suspend', detail: { lookId: id } });
  return true;
}
