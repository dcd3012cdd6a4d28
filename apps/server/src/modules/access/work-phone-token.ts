import type { Kernel } from '../../kernel/kernel.js';

const purpose = 'access.phone';

/** The token under which a work phone is kept; the number itself is not. */
export function phoneToken(keys: Kernel['keys'], phone: string): Buffer {
  return Buffer.from(keys.token(purpose, phone));
}

/** The tokens under which a work phone may have been kept: one for each epoch of the key. */
export function phoneTokens(keys: Kernel['keys'], phone: string): Buffer[] {
  return keys.tokens(purpose, phone).map((token) => Buffer.from(token));
}
