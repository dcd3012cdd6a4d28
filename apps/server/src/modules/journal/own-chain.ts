import type { Transaction } from '../../kernel/database/transaction.js';
import { chainStore, daySealStore } from './store/chain-store.js';

/**
 * How many entries a visitor's chain has, how many of them the last seal covers, when that was, and since when chains are sealed:
 * what the own page says of completeness.
 */
export async function ownChain(transaction: Transaction, tokens: readonly Buffer[]) {
  const seals = daySealStore(transaction);
  const [chain, first, last] = await Promise.all([chainStore(transaction).own(tokens), seals.first(), seals.last()]);
  const { entries = 0, sealed = 0 } = chain ?? {};
  return { entries, sealed, since: first?.sealedAt, sealedAt: last?.sealedAt };
}
