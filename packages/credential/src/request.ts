import { readJws, type SignBytes, signJws } from './jws.js';

/** Seconds by which two clocks may differ. */
export const clockSkewSeconds = 60;

const requestType = 'oauth-authz-req+jwt';

/** What a registered verifier asks for: a proof made for it, answering this nonce, until then. Times in seconds. */
export type ProofRequest = {
  /** Who may be answered: the unit by its id at the node. */
  readonly audience: string;
  readonly nonce: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly postClass: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** A request as the node signs it for a unit that it knows; nobody else can make one. */
export async function signRequest(request: ProofRequest, issuer: string, sign: SignBytes): Promise<string> {
  const { audience, nonce, nameEn, nameZh, postClass, issuedAt, expiresAt } = request;
  const client = { client_id: audience, client_name: nameEn, 'client_name#zh': nameZh, post_class: postClass };
  return signJws(requestType, { iss: issuer, ...client, nonce, iat: issuedAt, exp: expiresAt }, sign);
}

/** Reads a request at a moment; undefined for one that the node did not sign, and one whose time is not now. */
export function readRequest(token: string, publicKey: Uint8Array, now: Date): ProofRequest | undefined {
  const claims = readJws(token.trim(), requestType, publicKey);
  if (claims === undefined) return undefined;
  const { client_id: audience, nonce, client_name: nameEn, 'client_name#zh': nameZh, post_class: postClass } = claims;
  const { iat: issuedAt, exp: expiresAt } = claims;
  if (typeof audience !== 'string' || typeof nonce !== 'string' || typeof postClass !== 'string') return undefined;
  if (typeof nameEn !== 'string' || typeof nameZh !== 'string') return undefined;
  if (typeof issuedAt !== 'number' || typeof expiresAt !== 'number') return undefined;
  const seconds = now.getTime() / 1000;
  if (issuedAt > seconds + clockSkewSeconds || expiresAt <= seconds) return undefined;
  return { audience, nonce, nameEn, nameZh, postClass, issuedAt, expiresAt };
}
