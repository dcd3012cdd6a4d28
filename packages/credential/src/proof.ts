import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';
import { type SignBytes, signJws } from './jws.js';

/** The type of this credential. */
export const proofType = 'urn:gatehouse:proof-of-check:1';

/** The type of its token (SD-JWT VC). */
export const proofTokenType = 'dc+sd-jwt';

const secondsADay = 86_400;

/** A public P-256 key of the holder, made for one proof. */
export type HolderKey = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };

/** What a proof says, and of whom. */
export type ProofFacts = {
  readonly issuer: string;
  /** The unit it is made for, and no other. */
  readonly audience: string;
  readonly name: string;
  readonly maskedNumber: string;
  readonly postClass: string;
  /** As of when no record was found. */
  readonly asOf: Date;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly holder: HolderKey;
  readonly listUri: string;
  readonly listIndex: number;
};

/**
 * A proof of check as an SD-JWT VC. Days instead of moments, fresh salts, one key and one index for each: two proofs of one person share
 * what they say in words and nothing else.
 * @param randomBytes at least 16 bytes from a good source
 */
export async function issueProof(
  facts: ProofFacts,
  randomBytes: (length: number) => Uint8Array,
  sign: SignBytes,
): Promise<string> {
  const disclosures = (
    [
      ['name', facts.name],
      ['document', facts.maskedNumber],
    ] as const
  ).map(([claim, value]) => base64url.encode(JSON.stringify([base64url.encode(randomBytes(16)), claim, value])));
  const { kty, crv, x, y } = facts.holder;
  const claims = {
    iss: facts.issuer,
    vct: proofType,
    iat: dayOf(facts.issuedAt),
    exp: dayOf(facts.expiresAt),
    aud: facts.audience,
    answer: 'no_record',
    post_class: facts.postClass,
    as_of: facts.asOf.toISOString().slice(0, 10),
    cnf: { jwk: { kty, crv, x, y } },
    status: { status_list: { idx: facts.listIndex, uri: facts.listUri } },
    // Sorted: their order must not say which is which.
    _sd: disclosures.map(digestOf).sort(),
    _sd_alg: 'sha-256',
  };
  return `${await signJws(proofTokenType, claims, sign)}~${disclosures.join('~')}~`;
}

/** SHA-256 of the letters, as SD-JWT digests disclosures and presentations. */
export function digestOf(letters: string): string {
  return base64url.encode(sha256(new TextEncoder().encode(letters)));
}

/** The beginning of the day in UTC, in seconds. */
function dayOf(moment: Date): number {
  const seconds = Math.floor(moment.getTime() / 1000);
  return seconds - (seconds % secondsADay);
}
