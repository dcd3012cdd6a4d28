import { withStatementsAtOnce, withTransaction } from '../../../kernel/database/transaction.js';
import type { Credentials } from '../../../kernel/http/options.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { factorStanding } from '../rules/second-factor.js';
import { idleSince } from '../rules/sign-in.js';
import type { SignInSetting } from '../setting.js';
import { sessionStore } from '../store/session-store.js';
import { viewerStore } from '../store/viewer-store.js';

/** How old the note of a session's last use may get: one write a minute, not one a request. */
const touchEveryMilliseconds = 60_000;

/** A secret of ours has 43 characters; anything much longer is not looked up. */
const longestSecret = 200;

/**
 * The account viewer behind an API token or a session cookie; undefined when it is not in force. The database looks again at
 * the start of every transaction (`kernel.viewer_is_real`), so that ending a session or role takes effect with the next one.
 * A session that lacks a second factor which its roles ask for has none of them.
 */
export async function authenticateAccount(
  { kernel, isFactorForced }: SignInSetting,
  credentials: Credentials,
): Promise<Viewer | undefined> {
  const secret = credentials.bearer ?? credentials.session;
  if (secret === undefined || secret.length > longestSecret) return undefined;
  const sender = systemViewer('sign-in');
  const now = kernel.clock.now();
  const holder = await withStatementsAtOnce(kernel.database, sender, now, (transaction) => {
    const holders = viewerStore(transaction);
    return credentials.bearer === undefined ? holders.bySession(secret, idleSince(now)) : holders.byToken(secret);
  });
  if (holder === undefined) return undefined;
  const { id, lastSeenAt, isFactorSet: isSet, isFactorShown: isShown, roles, ...account } = holder;
  const isForced = isFactorForced && credentials.bearer === undefined;
  const standing = factorStanding({ isForced, roles, isSet, isShown });
  if (standing === 'not-shown') return undefined;
  if (lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() > touchEveryMilliseconds)
    await withTransaction(kernel.database, sender, now, (transaction) => sessionStore(transaction).touch(id));
  return { kind: 'account', sessionId: id, ...account, roles: standing === 'missing' ? [] : roles };
}
