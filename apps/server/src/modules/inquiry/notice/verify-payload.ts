import { deflateRawSync } from 'node:zlib';
import { type NoticePayload, noticeDictionary, writeNoticeCode } from '@gatehouse/contract';

/** What proves a notice, gathered: entry, its salt and its receipt. */
export type EntryProof = NoticePayload['proof'];

/**
 * The payload behind `#` of a notice's address, as `NoticePayload` of the contract is written; a proof from a log of a thousand
 * million entries still fits a QR code. It is never sent to a server, since a fragment stays in the browser. Holds no name and
 * no number: the person as a salted hash and its salt.
 */
export function verifyPayload(facts: NoticePayload['facts'], personSalt: Uint8Array, proof: EntryProof): string {
  const payload: NoticePayload = { v: 1, facts, personSalt: Buffer.from(personSalt).toString('base64url'), proof };
  return writeNoticeCode(payload, packWithDictionary);
}

const dictionary = Buffer.from(noticeDictionary);

/** Raw DEFLATE with the dictionary of the notices preset. */
function packWithDictionary(text: string): Uint8Array {
  return deflateRawSync(Buffer.from(text), { level: 9, memLevel: 9, dictionary });
}
