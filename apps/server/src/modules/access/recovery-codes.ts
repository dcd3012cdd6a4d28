import { newReadableCode } from '../../kernel/ids.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import { normaliseRecoveryCode, recoveryCodeRules } from './rules/second-factor.js';

const purpose = 'access.recovery-code';

/** New recovery codes as a person keeps them: two groups of letters that are not misread. */
export function newRecoveryCodes(): string[] {
  const { count, letters } = recoveryCodeRules;
  return Array.from({ length: count }, () => newReadableCode(letters).replace(/^.{5}/, '$&-'));
}

/** The token under which a code of an account is kept; the code itself is not. */
export function recoveryCodeToken(keys: KeyRing, accountId: string, code: string): Buffer {
  return Buffer.from(keys.token(purpose, `${accountId} ${normaliseRecoveryCode(code)}`));
}

/** The tokens under which a code may have been kept: one for each epoch of the key. */
export function recoveryCodeTokens(keys: KeyRing, accountId: string, code: string): Buffer[] {
  return keys.tokens(purpose, `${accountId} ${normaliseRecoveryCode(code)}`).map((token) => Buffer.from(token));
}
