import { deflateRawSync } from 'node:zlib';
import type { NoticeFacts } from '../rules/notice-facts.js';

/** What proves a notice, gathered: entry, its salt and its receipt. */
export type EntryProof = {
  /** The canonical entry without its padding; the verifier pads it again to its size class. */
  readonly canonical: string;
  readonly canonicalBytes: number;
  /** Hex. */
  readonly salt: string;
  /** C2SP tlog-proof text with the signed checkpoint. */
  readonly receipt: string;
};

/**
 * The payload behind `#` of a notice's address: base64url of raw DEFLATE (RFC 1951) of JSON. It is never sent to a server,
 * since a fragment stays in the browser. Holds no name and no number: the person as a salted hash and its salt.
 */
export function verifyPayload(facts: NoticeFacts, personSalt: Uint8Array, proof: EntryProof): string {
  const payload = { v: 1, facts, personSalt: Buffer.from(personSalt).toString('hex'), proof };
  return deflateRawSync(Buffer.from(JSON.stringify(payload)), { level: 9 }).toString('base64url');
}
