import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { COSEALG } from '@simplewebauthn/server/helpers';
import type { PasskeyMade, PasskeyShown } from '@gatehouse/contract';
import { type PasskeyPlace, passkeyRules } from './rules/passkey.js';

/** Signatures that every device of today makes, the liked one first. */
const algorithms = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];
const timeout = passkeyRules.challengeMinutes * 60_000;

/** A passkey as the browser is told of it. */
type Known = { readonly credentialId: Buffer; readonly transports: readonly string[] };

/** What a browser is asked for, and what the device has to sign. */
export type Asked = { readonly challenge: string; readonly options: Record<string, unknown> };

/** What is kept of a passkey that a device made. */
export type MadePasskey = {
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly signCount: number;
};

/**
 * Asks a device to make a passkey that it finds by itself later, and that it uses only once it has verified its user. What kind of
 * device it is is not asked.
 * @param known those the account has: no device makes a second one
 */
export async function askToMake(
  { rpId }: PasskeyPlace,
  account: { readonly id: string; readonly login: string; readonly displayName: string },
  known: readonly Known[],
): Promise<Asked> {
  const options = await generateRegistrationOptions({
    rpName: 'Gatehouse 守门',
    rpID: rpId,
    userID: new Uint8Array(handleOf(account.id)),
    userName: account.login,
    userDisplayName: account.displayName,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(toldOf),
    timeout,
  });
  return { challenge: options.challenge, options: { ...options } };
}

/**
 * Asks for a passkey whose device verifies its user.
 * @param known those of the account; none: any that the device has for this node
 */
export async function askToShow({ rpId }: PasskeyPlace, known: readonly Known[]): Promise<Asked> {
  const options = await generateAuthenticationOptions({
    rpID: rpId,
    userVerification: 'required',
    allowCredentials: known.map(toldOf),
    timeout,
  });
  return { challenge: options.challenge, options: { ...options } };
}

/** What a device made, where it answers this challenge at this place and has verified its user; else undefined. */
export async function checkMade(
  { rpId, origin }: PasskeyPlace,
  challenge: string,
  made: PasskeyMade,
): Promise<MadePasskey | undefined> {
  const verified = await verifyRegistrationResponse({
    response: { ...made, clientExtensionResults: {} } as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined);
  if (verified?.verified !== true) return undefined;
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  return { credentialId: Buffer.from(id, 'base64url'), publicKey: Buffer.from(publicKey), signCount: counter };
}

/**
 * How often a device says that the passkey was used, where it signed this challenge at this place by the key that is known and has
 * verified its user; else undefined. Whether the count lies behind is for the caller to say.
 */
export async function checkShown(
  { rpId, origin }: PasskeyPlace,
  challenge: string,
  shown: PasskeyShown,
  passkey: { readonly accountId: string; readonly credentialId: Buffer; readonly publicKey: Buffer },
): Promise<number | undefined> {
  const { userHandle } = shown.response;
  if (typeof userHandle === 'string' && !Buffer.from(userHandle, 'base64url').equals(handleOf(passkey.accountId)))
    return undefined;
  const verified = await verifyAuthenticationResponse({
    response: { ...shown, clientExtensionResults: {} } as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId.toString('base64url'),
      publicKey: new Uint8Array(passkey.publicKey),
      counter: 0,
    },
  }).catch(() => undefined);
  return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined;
}

/** How a device keeps whose a passkey is: the random id of the account, without its hyphens. */
function handleOf(accountId: string): Buffer {
  return Buffer.from(accountId.replaceAll('-', ''), 'hex');
}

function toldOf({ credentialId, transports }: Known) {
  return { id: credentialId.toString('base64url'), transports: [...transports] };
}
