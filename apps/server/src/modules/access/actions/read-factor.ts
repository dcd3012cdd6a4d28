import type { SecondFactorView } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { asksForFactor, isShownLately } from '../rules/second-factor.js';
import { idleSince } from '../rules/sign-in.js';
import type { SignInSetting } from '../setting.js';
import { accountStore } from '../store/account-store.js';
import { recoveryCodeStore } from '../store/recovery-code-store.js';
import { secondFactorStore } from '../store/second-factor-store.js';
import { sessionStore } from '../store/session-store.js';

/** How it stands with the own second factor. Leaves no entry: it shows nobody but the viewer. */
export async function readFactor({ kernel, isFactorForced }: SignInSetting, viewer: Viewer): Promise<SecondFactorView> {
  const { accountId, sessionId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const account = (await accountStore(transaction).byId(accountId)) ?? refuse('not-signed-in');
    const codes = await recoveryCodeStore(transaction).openOf(accountId);
    const since = await secondFactorStore(transaction).setSince(accountId);
    const session = await sessionStore(transaction).byId(sessionId, idleSince(transaction.now));
    const shown = { isSet: account.secondFactorSince !== null, shownAt: session?.secondFactorAt ?? null };
    return {
      since: since?.toISOString() ?? null,
      recoveryCodesLeft: codes.length,
      isForced: asksForFactor(isFactorForced, account.roles),
      isShownLately: isShownLately(shown, transaction.now),
    };
  });
}
