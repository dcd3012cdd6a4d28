import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { sealersFor } from '../../../kernel/sealing.js';
import { recoveryCodeTokens } from '../recovery-codes.js';
import { stepOfCode } from '../rules/totp.js';
import { recoveryCodeStore } from '../store/recovery-code-store.js';
import { type OpenFactor, secondFactorStore } from '../store/second-factor-store.js';
import { codeBucket, countTry } from './count-try.js';
import { recordAccountAction } from './record-action.js';

/** The table whose column holds the secret, as it is bound to what was sealed. */
export const sealedFactorTable = 'access.second_factor';

/** What a code opens by: a step of the device, or a recovery code. */
export type FittingCode =
  | { readonly by: 'step'; readonly factorId: string; readonly step: number }
  | { readonly by: 'recovery'; readonly codeId: string };

/** What a code of an account fits, held until the transaction ends; undefined for one that is wrong, or was taken before. */
export async function findCode(
  transaction: Transaction,
  keys: KeyRing,
  accountId: string,
  code: string,
): Promise<FittingCode | undefined> {
  const factor = await secondFactorStore(transaction).lockSet(accountId);
  if (factor !== undefined) {
    const secret = await openSecret(transaction, keys, factor);
    const step = stepOfCode(secret, code, transaction.now, factor.lastStep);
    if (step !== undefined) return { by: 'step', factorId: factor.id, step };
  }
  const tokens = recoveryCodeTokens(keys, accountId, code);
  const recovery = await recoveryCodeStore(transaction).lock(accountId, tokens);
  return recovery === undefined ? undefined : { by: 'recovery', codeId: recovery.id };
}

/**
 * Tries a code of an account. A try counts before the code is looked at.
 * @returns how many seconds it has to wait, then it was not looked at; and whether it fits
 */
export async function tryCode(
  transaction: Transaction,
  keys: KeyRing,
  account: { readonly id: string; readonly login: string },
  { code, address }: { readonly code: string; readonly address: string },
): Promise<{ readonly waiting: number; readonly fits: boolean }> {
  const waiting = await countTry(transaction, codeBucket({ login: account.login, address }));
  if (waiting > 0) return { waiting, fits: false };
  return { waiting, fits: (await findCode(transaction, keys, account.id, code)) !== undefined };
}

/** Which of the two it was, as it stands in the entry. */
export function wayOf({ by }: FittingCode): 'code' | 'recovery-code' {
  return by === 'step' ? 'code' : 'recovery-code';
}

/** Takes a code, so that nobody takes it again. */
export async function takeCode(context: ActContext, accountId: string, code: FittingCode): Promise<void> {
  if (code.by === 'step') return secondFactorStore(context).takeStep(code.factorId, code.step);
  await recoveryCodeStore(context).use(code.codeId);
  await recordAccountAction(context, accountId, { verb: 'use-recovery-code', detail: { codeId: code.codeId } });
}

/** The shared secret of a factor, in Base32. */
export async function openSecret(
  transaction: Transaction,
  keys: KeyRing,
  { id, dataKeyId, secret }: OpenFactor,
): Promise<string> {
  const sealer = (await sealersFor(keys, transaction, [dataKeyId], sealedFactorTable)).get(dataKeyId);
  if (sealer === undefined) throw new Error('the key of a second factor was destroyed while it was in force');
  return sealer.open('secret', id, secret);
}
