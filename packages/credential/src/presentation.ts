import { base64url, type CryptoKey, importJWK, jwtVerify, SignJWT } from 'jose';
import { membersOf, readJws } from './jws.js';
import { digestOf, type HolderKey, proofTokenType, proofType } from './proof.js';
import { clockSkewSeconds, type ProofRequest } from './request.js';
import { readStatusList, statusOf } from './status-list.js';

const bindingType = 'kb+jwt';

/** What a proof is shown with: the holder's key says that it is they who show it, to whom, and in answer to what. */
export async function presentProof(
  proof: string,
  { audience, nonce }: Pick<ProofRequest, 'audience' | 'nonce'>,
  holder: CryptoKey,
  now: Date,
): Promise<string> {
  const binding = await new SignJWT({ nonce, sd_hash: digestOf(proof) })
    .setProtectedHeader({ alg: 'ES256', typ: bindingType })
    .setAudience(audience)
    .setIssuedAt(now)
    .sign(holder);
  return `${proof}${binding}`;
}

/** Why a presentation is worth nothing. `ask_again` has many causes and tells none. */
export type Unfit =
  | 'malformed'
  | 'not_of_issuer'
  | 'not_for_this_unit'
  | 'not_for_this_post'
  | 'not_by_holder'
  | 'not_in_answer'
  | 'ask_again'
  | 'no_list'
  | 'list_too_old';

export type Shown = {
  readonly name: string;
  readonly maskedNumber: string;
  readonly postClass: string;
  /** Day as of which no record was found. */
  readonly asOf: string;
  readonly expiresAt: Date;
  /** When the list was signed by which the proof stands: younger news is not in it. */
  readonly listAt: Date;
};

export type PresentationVerdict =
  { readonly fits: true; readonly shown: Shown } | { readonly fits: false; readonly why: Unfit };

/** What a verifier knows: what it asked for, the issuer's key, and the list as it was last fetched. */
export type VerifierFacts = {
  readonly request: Pick<ProofRequest, 'audience' | 'nonce' | 'postClass'>;
  readonly issuerKey: Uint8Array;
  readonly statusList: string | undefined;
  readonly now: Date;
  /** How long ago a request may have been answered, in seconds. */
  readonly answeredWithin: number;
};

/** The address of the list that a presentation points to, for whoever has to fetch it; undefined where it points to none. */
export function listUriOf(presentation: string): string | undefined {
  const body = presentation.trim().split('~')[0]?.split('.')[1];
  return statusIn(body === undefined ? undefined : membersOf(body))?.uri;
}

/** Verifies a presentation with nothing but what the verifier knows: no request goes to anybody. */
export async function verifyPresentation(given: string, facts: VerifierFacts): Promise<PresentationVerdict> {
  const [token = '', ...disclosures] = given.trim().split('~');
  const binding = disclosures.pop();
  if (binding === undefined || binding === '' || disclosures.length === 0) return unfit('malformed');
  const signed = readJws(token, proofTokenType, facts.issuerKey);
  if (signed === undefined || signed.vct !== proofType) return unfit('not_of_issuer');
  const claims = claimsIn(signed, disclosures);
  if (claims === undefined) return unfit('malformed');
  if (claims.audience !== facts.request.audience) return unfit('not_for_this_unit');
  if (claims.postClass !== facts.request.postClass) return unfit('not_for_this_post');
  const presented = `${[token, ...disclosures].join('~')}~`;
  const unbound = await whyUnbound(binding, presented, claims.holder, facts);
  return unbound === undefined ? standing(claims, facts) : unfit(unbound);
}

/** Whether a proof that is real and bound stands, by its own end and by the list. */
async function standing(claims: ProofClaims, facts: VerifierFacts): Promise<PresentationVerdict> {
  const { status, endsAt, beginsAt, name, maskedNumber, postClass, asOf } = claims;
  const seconds = facts.now.getTime() / 1000;
  if (endsAt <= seconds || beginsAt > seconds + clockSkewSeconds) return unfit('ask_again');
  const list =
    facts.statusList === undefined ? undefined : await readStatusList(facts.statusList, status.uri, facts.issuerKey);
  if (list === undefined || list.issuedAt > seconds + clockSkewSeconds) return unfit('no_list');
  if (list.expiresAt <= seconds) return unfit('list_too_old');
  if (statusOf(list, status.index) === 'ask_again') return unfit('ask_again');
  const [expiresAt, listAt] = [new Date(endsAt * 1000), new Date(list.issuedAt * 1000)];
  return { fits: true, shown: { name, maskedNumber, postClass, asOf, expiresAt, listAt } };
}

/** What a proof says, each part in its form; times in seconds. */
type ProofClaims = {
  readonly audience: unknown;
  readonly status: { readonly uri: string; readonly index: number };
  readonly holder: HolderKey;
  readonly name: string;
  readonly maskedNumber: string;
  readonly postClass: string;
  readonly asOf: string;
  readonly beginsAt: number;
  readonly endsAt: number;
};

function claimsIn(signed: Readonly<Record<string, unknown>>, disclosures: readonly string[]): ProofClaims | undefined {
  const { aud: audience, exp: endsAt, iat: beginsAt, post_class: postClass, as_of: asOf, answer } = signed;
  const status = statusIn(signed);
  const holder = holderIn(signed);
  const disclosed = disclosedIn(disclosures, signed._sd);
  if (status === undefined || holder === undefined || disclosed === undefined || answer !== 'no_record')
    return undefined;
  if (typeof endsAt !== 'number' || typeof beginsAt !== 'number') return undefined;
  if (typeof postClass !== 'string' || typeof asOf !== 'string') return undefined;
  const { name, document: maskedNumber } = disclosed;
  return { audience, status, holder, name, maskedNumber, postClass, asOf, beginsAt, endsAt };
}

function unfit(why: Unfit): PresentationVerdict {
  return { fits: false, why };
}

/** Why the holder's key does not say that they answer this request; undefined where it does. */
async function whyUnbound(
  binding: string,
  presented: string,
  holder: HolderKey,
  { request, now, answeredWithin }: VerifierFacts,
): Promise<Unfit | undefined> {
  try {
    const key = await importJWK({ ...holder }, 'ES256');
    const { payload } = await jwtVerify(binding, key, {
      algorithms: ['ES256'],
      typ: bindingType,
      currentDate: now,
      clockTolerance: clockSkewSeconds,
      maxTokenAge: answeredWithin,
    });
    if (payload.sd_hash !== digestOf(presented)) return 'not_by_holder';
    return payload.aud === request.audience && payload.nonce === request.nonce ? undefined : 'not_in_answer';
  } catch (error) {
    // The signature fits, and its time does not.
    const isOld = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
    return isOld ? 'not_in_answer' : 'not_by_holder';
  }
}

function statusIn(claims: Readonly<Record<string, unknown>> | undefined): { uri: string; index: number } | undefined {
  const status = claims?.status;
  if (typeof status !== 'object' || status === null || !('status_list' in status)) return undefined;
  const list = status.status_list;
  if (typeof list !== 'object' || list === null || !('idx' in list) || !('uri' in list)) return undefined;
  const { idx: index, uri } = list;
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && typeof uri === 'string'
    ? { uri, index }
    : undefined;
}

function holderIn({ cnf }: Readonly<Record<string, unknown>>): HolderKey | undefined {
  if (typeof cnf !== 'object' || cnf === null || !('jwk' in cnf)) return undefined;
  const { jwk } = cnf;
  if (typeof jwk !== 'object' || jwk === null || !('x' in jwk) || !('y' in jwk)) return undefined;
  const { x, y } = jwk;
  return typeof x === 'string' && typeof y === 'string' ? { kty: 'EC', crv: 'P-256', x, y } : undefined;
}

/** Name and masked number, each of which the issuer has to have signed the digest of; undefined where one is missing or strange. */
function disclosedIn(disclosures: readonly string[], digests: unknown): { name: string; document: string } | undefined {
  if (!Array.isArray(digests) || new Set(disclosures).size !== disclosures.length) return undefined;
  const found: Record<string, string> = {};
  for (const disclosure of disclosures) {
    if (!digests.includes(digestOf(disclosure))) return undefined;
    const claim = claimIn(disclosure);
    if (claim === undefined) return undefined;
    found[claim.name] = claim.value;
  }
  const { name, document } = found;
  return name === undefined || document === undefined ? undefined : { name, document };
}

function claimIn(disclosure: string): { name: string; value: string } | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(disclosure)));
    if (!Array.isArray(read) || read.length !== 3) return undefined;
    const [, name, value] = read as unknown[];
    return typeof name === 'string' && typeof value === 'string' ? { name, value } : undefined;
  } catch {
    return undefined;
  }
}
