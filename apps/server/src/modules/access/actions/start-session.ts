import type { SessionView } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { Transport } from '../../../kernel/http/route.js';
import { newId, newSecret } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { factorStanding } from '../rules/second-factor.js';
import { sessionEnd } from '../rules/sign-in.js';
import type { SignInSetting } from '../setting.js';
import type { Account } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { sessionView } from '../views.js';

/** What a session begins with (OWASP ASVS 5.0.0, 16.3.1): of the second factor where one was asked for. */
export type SignInWay = 'password' | 'code' | 'recovery-code' | 'passkey' | 'provider';

/** Whose session begins, and how. */
export type Beginning = {
  readonly account: Account;
  /** Who the browser was signed in as; that session ends. */
  readonly before: Viewer;
  readonly transport: Transport;
  readonly isFactorShown: boolean;
  /** What was shown last, as it stands in the entry. */
  readonly by: SignInWay;
};

/**
 * Starts a session under a secret drawn now, whatever the browser sent, and ends the one it had. The cookie is set once the act
 * has committed.
 */
export async function startSession(
  context: ActContext,
  { isFactorForced }: SignInSetting,
  { account, before, transport, isFactorShown, by }: Beginning,
): Promise<SessionView> {
  const sessions = sessionStore(context);
  const secret = newSecret();
  const session = {
    id: newId(),
    accountId: account.id,
    secret,
    userAgent: transport.userAgent,
    expiresAt: sessionEnd(context.now),
    secondFactorAt: isFactorShown ? context.now : null,
  };
  if (before.kind === 'account') await sessions.end(before.sessionId);
  await sessions.start(session);
  await context.record({ object: { kind: 'access.account', id: account.id }, details: { by } });
  context.afterCommit(() => transport.startSession(secret, session.expiresAt));
  const isSet = account.secondFactorSince !== null;
  const facts = { isForced: isFactorForced, roles: account.roles, isSet, isShown: isFactorShown };
  return sessionView(account, session.expiresAt, factorStanding(facts));
}
