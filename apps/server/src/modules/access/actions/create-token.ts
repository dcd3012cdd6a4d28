import type { AnswerOf, RequestOf, tokenEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId, newSecret } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { isShownLately } from '../rules/second-factor.js';
import { idleSince } from '../rules/sign-in.js';
import { refuseUnfitTokenEnd } from '../rules/token.js';
import { accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { tokenStore } from '../store/token-store.js';
import { tokenView } from '../views.js';
import { recordAccountAction } from './record-action.js';

/**
 * Makes an API token for a program of the viewer's. Its secret stands in this answer and nowhere else. A program makes none:
 * a token would outlive its own end.
 * @throws DomainError `session-needed`, `factor-needed-again`, `request-invalid`
 */
export async function createToken(
  kernel: Kernel,
  viewer: Viewer,
  { name, expiresAt: end }: RequestOf<typeof tokenEndpoints.create>['body'],
): Promise<AnswerOf<typeof tokenEndpoints.create>> {
  const { accountId, sessionId } = actingAccount(viewer);
  const expiresAt = new Date(end);
  return act(kernel, viewer, 'access.create-token', async (context) => {
    const session = await sessionStore(context).byId(sessionId, idleSince(context.now));
    const account = await accountStore(context).byId(accountId);
    if (session === undefined || account === undefined) refuse('session-needed');
    // A program has no second factor: who makes its token has shown theirs.
    const shown = { isSet: account.secondFactorSince !== null, shownAt: session.secondFactorAt };
    if (!isShownLately(shown, context.now)) refuse('factor-needed-again');
    refuseUnfitTokenEnd(expiresAt, context.now);
    const token = { id: newId(), accountId, name, expiresAt };
    const secret = newSecret();
    await tokenStore(context).insert({ ...token, secret });
    await recordAccountAction(context, accountId, {
      verb: 'create-token',
      detail: { tokenId: token.id, name, expiresAt: expiresAt.toISOString() },
    });
    return { ...tokenView({ ...token, createdAt: context.now, endedAt: null }), secret };
  });
}
