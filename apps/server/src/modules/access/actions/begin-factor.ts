import type { AnswerOf, secondFactorEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { newSealer } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { idleSince } from '../rules/sign-in.js';
import { newTotpSecret, totpAddress } from '../rules/totp.js';
import { accountStore } from '../store/account-store.js';
import { secondFactorStore } from '../store/second-factor-store.js';
import { sessionStore } from '../store/session-store.js';
import { sealedFactorTable } from './take-code.js';

/** How an app names whose code it shows. */
const issuer = 'Gatehouse';

/**
 * Draws the secret of a new device, shown in this answer and nowhere else. It asks for nothing until its first code is given; one
 * that was begun before is forgotten.
 * @throws DomainError `session-needed` for a program
 */
export async function beginFactor(
  kernel: Kernel,
  viewer: Viewer,
): Promise<AnswerOf<typeof secondFactorEndpoints.begin>> {
  const { accountId, sessionId } = actingAccount(viewer);
  const secret = newTotpSecret();
  return act(kernel, viewer, 'access.begin-factor', async (context) => {
    const session = await sessionStore(context).byId(sessionId, idleSince(context.now));
    const account = await accountStore(context).byId(accountId);
    if (session === undefined || account === undefined) refuse('session-needed');
    const factors = secondFactorStore(context);
    const id = newId();
    const sealer = await newSealer(kernel.keys, context, 'access.second-factor', sealedFactorTable);
    await factors.end(accountId, 'begun');
    await factors.insert({ id, accountId, dataKeyId: sealer.dataKeyId, secret: sealer.seal('secret', id, secret) });
    await context.record({ object: { kind: 'access.account', id: accountId } });
    return { secret, address: totpAddress(secret, issuer, account.login) };
  });
}
