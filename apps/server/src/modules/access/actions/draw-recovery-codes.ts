import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newRecoveryCodes, recoveryCodeToken } from '../recovery-codes.js';
import { recoveryCodeStore } from '../store/recovery-code-store.js';

/** Draws recovery codes in the place of those of before; the answer is the only place where they stand. */
export async function drawRecoveryCodes(
  context: ActContext,
  keys: KeyRing,
  accountId: string,
): Promise<{ codes: string[]; firstId: string }> {
  const store = recoveryCodeStore(context);
  const codes = newRecoveryCodes();
  const rows = codes.map((code) => ({ id: newId(), accountId, codeToken: recoveryCodeToken(keys, accountId, code) }));
  await store.endAll(accountId);
  await store.insert(rows);
  return { codes, firstId: rows[0]?.id ?? '' };
}
