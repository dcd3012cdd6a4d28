import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { lawError } from '../errors.js';
import type { LawPack } from './schema.js';

/**
 * The fingerprint that stands on every decision: lower-case hex of SHA-256 over the pack's canonical JSON (RFC 8785),
 * with everything it extends merged in and without its test vectors.
 */
export function packHash(pack: LawPack): string {
  const canonical = canonicalize(pack);
  if (canonical === undefined) {
    throw lawError('pack_malformed', pack.id, 'The pack is not JSON data.', '规则包不是有效的JSON数据。');
  }
  return bytesToHex(sha256(utf8ToBytes(canonical)));
}
