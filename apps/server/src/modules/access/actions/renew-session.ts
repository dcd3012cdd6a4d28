import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import { newSecret } from '../../../kernel/ids.js';
import { sessionStore } from '../store/session-store.js';

/**
 * Gives a session in which a factor was shown again another secret, whatever comes of what it was shown for: whoever has the one of
 * before has nothing (OWASP ASVS 5.0.0, 7.2.4). The cookie is set once the transaction has committed.
 * @throws DomainError `session-needed` where it has ended meanwhile
 */
export async function renewSession(
  transaction: Transaction,
  sessionId: string,
  transport: Pick<Transport, 'startSession'>,
): Promise<void> {
  const secret = newSecret();
  const expiresAt = (await sessionStore(transaction).renew(sessionId, secret)) ?? refuse('session-needed');
  transaction.afterCommit(() => transport.startSession(secret, expiresAt));
}
