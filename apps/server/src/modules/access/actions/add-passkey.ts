import type { AnswerOf, passkeyEndpoints, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { askToMake, checkMade } from '../passkey-ceremony.js';
import { actingAccount } from '../policy.js';
import { passkeyRules } from '../rules/passkey.js';
import { type PasskeySetting, passkeyPlace } from '../setting.js';
import { accountStore } from '../store/account-store.js';
import { passkeyStore } from '../store/passkey-store.js';
import { sessionStore } from '../store/session-store.js';
import { passkeyView } from '../views.js';
import { checkOwnPassword } from './check-password.js';
import { drawRecoveryCodes } from './draw-recovery-codes.js';
import { recordAccountAction } from './record-action.js';
import { renewSession } from './renew-session.js';
import { drawChallenge, takeChallenge } from './take-challenge.js';

/**
 * Begins to add a passkey to the own account. The password is asked for here, before the device makes anything.
 * @throws DomainError `password-not-right`, `sign-in-waiting`, `session-needed`, `passkeys-at-most`, `passkeys-not-offered`
 */
export async function beginPasskey(
  setting: PasskeySetting,
  viewer: Viewer,
  { current }: RequestOf<typeof passkeyEndpoints.begin>['body'],
  transport: Transport,
): Promise<AnswerOf<typeof passkeyEndpoints.begin>> {
  const { kernel } = setting;
  const { accountId, sessionId } = actingAccount(viewer);
  const place = passkeyPlace(setting);
  const name = 'access.begin-passkey';
  const account = await checkOwnPassword(kernel, viewer, { current, act: name }, transport);
  const known = await act(kernel, viewer, name, async (context) => {
    const open = await passkeyStore(context).openOf(accountId);
    if (open.length >= passkeyRules.perAccount) refuse('passkeys-at-most', { limit: passkeyRules.perAccount });
    await context.record({ object: { kind: 'access.account', id: accountId } });
    return open;
  });
  return drawChallenge(kernel, await askToMake(place, account, known), { accountId, sessionId });
}

/**
 * Adds the passkey that a device made, in the session that began it. Other sessions end. Where it is the first of the second factors,
 * recovery codes stand in this answer and nowhere else.
 * @throws DomainError `passkey-took-too-long`, `passkey-not-taken`, `passkeys-at-most`, `passkeys-not-offered`
 */
export async function addPasskey(
  setting: PasskeySetting,
  viewer: Viewer,
  { challengeId, name, response }: RequestOf<typeof passkeyEndpoints.add>['body'],
  transport: Transport,
): Promise<AnswerOf<typeof passkeyEndpoints.add>> {
  const { kernel } = setting;
  const { accountId, sessionId } = actingAccount(viewer);
  const { challenge, ...drawnFor } = await takeChallenge(kernel, challengeId);
  const made = await checkMade(passkeyPlace(setting), challenge, response);
  return act(kernel, viewer, 'access.add-passkey', async (context) => {
    if (drawnFor.sessionId !== sessionId || made === undefined) refuse('passkey-not-taken');
    const [accounts, passkeys, sessions] = [accountStore(context), passkeyStore(context), sessionStore(context)];
    await accounts.lock(accountId);
    const account = (await accounts.byId(accountId)) ?? refuse('not-found');
    if ((await passkeys.openOf(accountId)).length >= passkeyRules.perAccount)
      refuse('passkeys-at-most', { limit: passkeyRules.perAccount });
    const transports = [...(response.response.transports ?? [])];
    const passkey = { ...made, id: newId(), accountId, name, transports };
    if (!(await passkeys.insert(passkey))) refuse('passkey-not-taken');
    await sessions.showFactor(sessionId);
    await renewSession(context, sessionId, transport);
    await sessions.endAll(accountId, sessionId);
    const isFirst = account.secondFactorSince === null;
    if (isFirst) await accounts.update(accountId, { secondFactorSince: context.now });
    const { codes } = isFirst ? await drawRecoveryCodes(context, kernel.keys, accountId) : { codes: [] };
    await recordAccountAction(context, accountId, { verb: 'add-passkey', detail: { passkeyId: passkey.id } });
    return {
      passkey: passkeyView({ ...passkey, createdAt: context.now, lastUsedAt: null }),
      recoveryCodes: codes,
    };
  });
}

/** The own passkeys. Leaves no entry: it shows nobody but the viewer. */
export async function listPasskeys(
  { kernel }: PasskeySetting,
  viewer: Viewer,
): Promise<AnswerOf<typeof passkeyEndpoints.list>> {
  const { accountId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => ({
    items: (await passkeyStore(transaction).openOf(accountId)).map(passkeyView),
  }));
}
