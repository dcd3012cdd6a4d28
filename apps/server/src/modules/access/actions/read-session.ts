import type { SessionView } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { factorStanding } from '../rules/second-factor.js';
import { idleSince } from '../rules/sign-in.js';
import type { SignInSetting } from '../setting.js';
import { accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { tokenStore } from '../store/token-store.js';
import { sessionView } from '../views.js';

/** Who is signed in. Leaves no entry: it shows nobody but the viewer. */
export async function readSession({ kernel, isFactorForced }: SignInSetting, viewer: Viewer): Promise<SessionView> {
  const { accountId, sessionId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const account = await accountStore(transaction).byId(accountId);
    const session = await sessionStore(transaction).byId(sessionId, idleSince(transaction.now));
    const opened = session ?? (await tokenStore(transaction).byId(sessionId));
    if (account === undefined || opened === undefined) refuse('not-signed-in');
    // A program is asked for no factor.
    const isShown = session === undefined || session.secondFactorAt !== null;
    const isForced = isFactorForced && session !== undefined;
    const isSet = account.secondFactorSince !== null;
    return sessionView(account, opened.expiresAt, factorStanding({ isForced, roles: account.roles, isSet, isShown }));
  });
}
