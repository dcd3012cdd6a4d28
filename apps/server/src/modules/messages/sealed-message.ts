import type { Transaction } from '../../kernel/database/transaction.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import { sealersFor } from '../../kernel/sealing.js';
import type { StoredMessage } from './store/message-store.js';

/** The table whose columns are sealed. */
export const sealedTable = 'messages.message';

/** What a message says. */
export type MessageContent = { readonly subject: string; readonly text: string };

/** Opens the address of each message; one whose key was destroyed opens to an empty word. */
export async function openAddresses(
  keys: KeyRing,
  transaction: Transaction,
  rows: readonly StoredMessage[],
): Promise<readonly string[]> {
  const sealers = await sealersFor(
    keys,
    transaction,
    rows.map((row) => row.dataKeyId),
    sealedTable,
  );
  return rows.map((row) => sealers.get(row.dataKeyId)?.open('address', row.id, row.address) ?? '');
}

/** Opens address and content of one message; undefined when its key was destroyed. */
export async function openMessage(
  keys: KeyRing,
  transaction: Transaction,
  row: StoredMessage,
): Promise<(MessageContent & { readonly address: string }) | undefined> {
  const sealer = (await sealersFor(keys, transaction, [row.dataKeyId], sealedTable)).get(row.dataKeyId);
  if (sealer === undefined) return undefined;
  const content = JSON.parse(sealer.open('content', row.id, row.content)) as MessageContent;
  return { ...content, address: sealer.open('address', row.id, row.address) };
}
