import type { AnswerOf, RequestOf, secondFactorEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { stepOfCode } from '../rules/totp.js';
import { accountStore } from '../store/account-store.js';
import { secondFactorStore } from '../store/second-factor-store.js';
import { sessionStore } from '../store/session-store.js';
import { checkOwnPassword } from './check-password.js';
import { drawRecoveryCodes } from './draw-recovery-codes.js';
import { recordAccountAction } from './record-action.js';
import { openSecret } from './take-code.js';

/**
 * Makes the device that was begun the second factor, by its first code and the password. A factor of before ends, as do the other
 * sessions. The recovery codes stand in this answer and nowhere else.
 * @throws DomainError `factor-not-begun`, `first-code-not-right`, `password-not-right`, `sign-in-waiting`, `session-needed`
 */
export async function setFactor(
  kernel: Kernel,
  viewer: Viewer,
  { current, code }: RequestOf<typeof secondFactorEndpoints.set>['body'],
  transport: Transport,
): Promise<AnswerOf<typeof secondFactorEndpoints.set>> {
  const { accountId, sessionId } = actingAccount(viewer);
  await checkOwnPassword(kernel, viewer, { current, act: 'access.set-factor' }, transport);
  return act(kernel, viewer, 'access.set-factor', async (context) => {
    const factors = secondFactorStore(context);
    const begun = (await factors.lockBegun(accountId)) ?? refuse('factor-not-begun');
    const secret = await openSecret(context, kernel.keys, begun);
    const step = stepOfCode(secret, code, context.now, null) ?? refuse('first-code-not-right');
    await factors.end(accountId, 'set');
    await factors.confirm(begun.id, step);
    await accountStore(context).update(accountId, { secondFactorSince: context.now });
    await sessionStore(context).showFactor(sessionId);
    await sessionStore(context).endAll(accountId, sessionId);
    const drawn = await drawRecoveryCodes(context, kernel.keys, accountId);
    await recordAccountAction(context, accountId, { verb: 'set-factor', detail: { factorId: begun.id } });
    return { recoveryCodes: drawn.codes };
  });
}

/**
 * Draws new recovery codes in the place of those of before.
 * @throws DomainError `not-found` where no factor is set up, `password-not-right`, `sign-in-waiting`, `session-needed`
 */
export async function renewRecoveryCodes(
  kernel: Kernel,
  viewer: Viewer,
  { current }: RequestOf<typeof secondFactorEndpoints.renewRecoveryCodes>['body'],
  transport: Transport,
): Promise<AnswerOf<typeof secondFactorEndpoints.renewRecoveryCodes>> {
  const { accountId } = actingAccount(viewer);
  const name = 'access.renew-recovery-codes';
  const account = await checkOwnPassword(kernel, viewer, { current, act: name }, transport);
  return act(kernel, viewer, name, async (context) => {
    if (account.secondFactorSince === null) refuse('not-found');
    const { codes, firstId } = await drawRecoveryCodes(context, kernel.keys, accountId);
    await recordAccountAction(context, accountId, { verb: 'renew-recovery-codes', detail: { firstCodeId: firstId } });
    return { recoveryCodes: codes };
  });
}
