import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';

/** Initial value of key wrap, RFC 3394 section 2.2.3.1. */
const initialValue = Buffer.alloc(8, 0xa6);
const half = 8;

/** A block cipher of 16-byte blocks in the electronic codebook mode, as OpenSSL names it. */
export type BlockCipher = 'sm4-ecb' | 'aes-256-ecb';

/**
 * Key wrap over a block cipher: RFC 3394 and NIST SP 800-38F, which name AES; ISO/IEC 19772 mechanism 2 (key wrap) leaves the
 * cipher open, and GB/T 36624 takes it over. OpenSSL has it for AES alone.
 * @param secret whole blocks of 8 bytes, two at least
 */
export function wrapKey(cipher: BlockCipher, under: Uint8Array, secret: Uint8Array): Buffer {
  const halves = secret.length / half;
  if (!Number.isInteger(halves) || halves < 2) throw new Error('key wrap takes whole blocks of 8 bytes, two at least');
  const blocks = createCipheriv(cipher, under, null).setAutoPadding(false);
  const wrapped = Buffer.concat([initialValue, secret]);
  for (let step = 1; step <= 6 * halves; step++) {
    const at = half * (((step - 1) % halves) + 1);
    const block = blocks.update(Buffer.concat([wrapped.subarray(0, half), wrapped.subarray(at, at + half)]));
    addStep(block, step);
    block.copy(wrapped, 0, 0, half);
    block.copy(wrapped, at, half);
  }
  return wrapped;
}

/** The secret again; undefined where it was altered or wrapped under another key. */
export function unwrapKey(cipher: BlockCipher, under: Uint8Array, wrapped: Uint8Array): Buffer | undefined {
  const halves = wrapped.length / half - 1;
  if (!Number.isInteger(halves) || halves < 2) return undefined;
  const blocks = createDecipheriv(cipher, under, null).setAutoPadding(false);
  const work = Buffer.from(wrapped);
  for (let step = 6 * halves; step >= 1; step--) {
    const at = half * (((step - 1) % halves) + 1);
    addStep(work, step);
    const block = blocks.update(Buffer.concat([work.subarray(0, half), work.subarray(at, at + half)]));
    block.copy(work, 0, 0, half);
    block.copy(work, at, half);
  }
  if (timingSafeEqual(work.subarray(0, half), initialValue)) return work.subarray(half);
  work.fill(0);
  return undefined;
}

/** AES-256 key wrap (RFC 3394), by OpenSSL. */
export function wrapAes(under: Uint8Array, secret: Uint8Array): Buffer {
  const cipher = createCipheriv('id-aes256-wrap', under, initialValue);
  return Buffer.concat([cipher.update(secret), cipher.final()]);
}

/** The secret again; undefined where it was altered or wrapped under another key: OpenSSL says only that it failed. */
export function unwrapAes(under: Uint8Array, wrapped: Uint8Array): Buffer | undefined {
  const decipher = createDecipheriv('id-aes256-wrap', under, initialValue);
  try {
    const secret = decipher.update(wrapped);
    decipher.final();
    return secret;
  } catch {
    return undefined;
  }
}

/** Adds the number of the step into the first half; it stays far below 2^32. */
function addStep(block: Buffer, step: number): void {
  block.writeUInt32BE((block.readUInt32BE(4) ^ step) >>> 0, 4);
}
