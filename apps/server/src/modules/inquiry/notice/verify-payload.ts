import { deflateRawSync } from 'node:zlib';
import type { NoticeFacts } from '../rules/notice-facts.js';

/** What proves a notice, gathered: entry, its salt and its receipt. */
export type EntryProof = {
  /** The canonical entry without its padding; the verifier pads it again to its size class. */
  readonly canonical: string;
  readonly canonicalBytes: number;
  /** base64url. */
  readonly salt: string;
  /** C2SP tlog-proof text with the signed checkpoint. */
  readonly receipt: string;
};

/**
 * The payload behind `#` of a notice's address: base32 (RFC 4648, without padding) of raw DEFLATE (RFC 1951) of JSON. Base32,
 * because a QR code holds capitals and digits in less room than other text: a proof from a log of a thousand million entries
 * still fits. It is never sent to a server, since a fragment stays in the browser. Holds no name and no number: the person
 * as a salted hash and its salt.
 */
export function verifyPayload(facts: NoticeFacts, personSalt: Uint8Array, proof: EntryProof): string {
  const payload = { v: 1, facts, personSalt: Buffer.from(personSalt).toString('base64url'), proof };
  return base32(deflateRawSync(Buffer.from(JSON.stringify(payload)), { level: 9 }));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}
