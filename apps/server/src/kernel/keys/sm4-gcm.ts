import { createCipheriv, type KeyObject, timingSafeEqual } from 'node:crypto';
import { ghash } from '@noble/ciphers/_polyval.js';

const blockBytes = 16;

/**
 * SM4 (GB/T 32907) in Galois/Counter mode (NIST SP 800-38D, RFC 8998) with a nonce of 12 bytes and a tag of 16.
 *
 * OpenSSL 3.0 has SM4 in counter mode and no GCM over it: the cipher is OpenSSL's, in whose memory the key stays, and GHASH is
 * that of `@noble/ciphers`. The counter of OpenSSL has 128 bits and GCM's 32: alike up to 64 GB.
 */
export function sm4GcmSeal(
  key: KeyObject,
  nonce: Uint8Array,
  associated: Uint8Array,
  plaintext: Uint8Array,
): { readonly data: Buffer; readonly tag: Buffer } {
  const { stream, mask } = counterStream(key, nonce);
  const data = stream.update(plaintext);
  return { data, tag: tagOf(key, mask, associated, data) };
}

/** Opens what `sm4GcmSeal` sealed; undefined where the tag does not fit, and then nothing is deciphered. */
export function sm4GcmOpen(
  key: KeyObject,
  nonce: Uint8Array,
  associated: Uint8Array,
  { data, tag }: { readonly data: Uint8Array; readonly tag: Uint8Array },
): Buffer | undefined {
  const { stream, mask } = counterStream(key, nonce);
  const expected = tagOf(key, mask, associated, data);
  return tag.length === blockBytes && timingSafeEqual(expected, tag) ? stream.update(data) : undefined;
}

/** The key stream from the first counter block on, whose first 16 bytes mask the tag. */
function counterStream(key: KeyObject, nonce: Uint8Array) {
  const counter = Buffer.alloc(blockBytes);
  counter.set(nonce);
  counter[blockBytes - 1] = 1;
  const stream = createCipheriv('sm4-ctr', key, counter);
  return { stream, mask: stream.update(Buffer.alloc(blockBytes)) };
}

function tagOf(key: KeyObject, mask: Uint8Array, associated: Uint8Array, data: Uint8Array): Buffer {
  const hashKey = createCipheriv('sm4-ecb', key, null).update(Buffer.alloc(blockBytes));
  const lengths = Buffer.alloc(blockBytes);
  lengths.writeBigUInt64BE(BigInt(associated.length) * 8n, 0);
  lengths.writeBigUInt64BE(BigInt(data.length) * 8n, 8);
  // Each part is filled up with zeroes to whole blocks, as GCM wants it.
  const hash = ghash.create(hashKey, associated.length + data.length + blockBytes);
  const digest = hash.update(associated).update(data).update(lengths).digest();
  hash.destroy();
  hashKey.fill(0);
  return Buffer.from(digest.map((byte, at) => byte ^ (mask[at] ?? 0)));
}
