import type { Transaction } from '../../../kernel/database/transaction.js';
import { accountStore } from '../store/account-store.js';
import { passkeyStore } from '../store/passkey-store.js';
import { recoveryCodeStore } from '../store/recovery-code-store.js';
import { secondFactorStore } from '../store/second-factor-store.js';

/** Ends the second factors of an account, device and passkeys, with its recovery codes; the secret is gone. */
export async function endFactor(transaction: Transaction, accountId: string): Promise<void> {
  await secondFactorStore(transaction).end(accountId, 'both');
  await passkeyStore(transaction).endAll(accountId);
  await recoveryCodeStore(transaction).endAll(accountId);
  await accountStore(transaction).update(accountId, { secondFactorSince: null });
}
