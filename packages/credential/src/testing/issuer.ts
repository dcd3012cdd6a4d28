import { ed25519 } from '@noble/curves/ed25519.js';
import type { HolderKey } from '../proof.js';
import { issueProof } from '../proof.js';
import type { VerifierFacts } from '../presentation.js';
import { signStatusList } from '../status-list.js';

const secret = new Uint8Array(32).fill(7);

/** An issuer with a key that tests may know. */
export const issuer = {
  key: ed25519.getPublicKey(secret),
  sign: async (bytes: Uint8Array): Promise<Uint8Array> => ed25519.sign(bytes, secret),
};

const strange = new Uint8Array(32).fill(9);

/** Somebody who would like to be the issuer. */
export const stranger = {
  key: ed25519.getPublicKey(strange),
  sign: async (bytes: Uint8Array): Promise<Uint8Array> => ed25519.sign(bytes, strange),
};

export const size = 131_072;
export const listUri = 'https://node.example/api/proof-status/1';
export const noon = new Date('2026-11-23T04:00:00Z');

export const later = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000);

export const request = { audience: 'urn:gatehouse:unit:1', nonce: 'n-1', postClass: 'teacher' } as const;

/** A proof for a holder; whatever is said otherwise is otherwise. */
export function proofFor(
  holder: HolderKey,
  given: Partial<Parameters<typeof issueProof>[0]> = {},
  by = issuer,
): Promise<string> {
  return issueProof(
    {
      issuer: 'https://node.example',
      audience: request.audience,
      name: '李春燕',
      maskedNumber: '10****************',
      postClass: request.postClass,
      asOf: new Date('2026-11-20T01:23:45.678Z'),
      issuedAt: noon,
      expiresAt: later(14 * 86_400),
      holder,
      listUri,
      listIndex: 4711,
      ...given,
    },
    (length) => crypto.getRandomValues(new Uint8Array(length)),
    by.sign,
  );
}

/** The list of the issuer, signed at noon for an hour. */
export function listWith(askAgain: readonly number[], by = issuer, at = noon): Promise<string> {
  const issuedAt = at.getTime() / 1000;
  return signStatusList(listUri, size, askAgain, { issuedAt, expiresAt: issuedAt + 3600, timeToLive: 300 }, by.sign);
}

/** What the verifier knows at noon; whatever is said otherwise is otherwise. */
export async function knownAtNoon(given: Partial<VerifierFacts> = {}): Promise<VerifierFacts> {
  return {
    request,
    issuerKey: issuer.key,
    statusList: await listWith([]),
    now: later(60),
    answeredWithin: 3600,
    ...given,
  };
}
