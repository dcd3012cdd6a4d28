import { passkeyEndpoints, type PasskeyMade, type PasskeyShown } from '@gatehouse/contract';
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { browserFailure } from '../../ui/failure.js';
import { call } from '../api.js';
import words from './passkey-failures.json' with { type: 'json' };
import type { Session } from './session.js';

/** Signs in by a passkey, alone or after the password that the ticket stands for. */
export async function signInByPasskey(ticket: string | undefined): Promise<Session> {
  const body = ticket === undefined ? {} : { ticket };
  const { challengeId, options } = await call(passkeyEndpoints.beginSignIn, { body });
  const response = await withDevice<PasskeyShown>(() => startAuthentication({ optionsJSON: options as never }));
  return call(passkeyEndpoints.signIn, { body: { challengeId, response } });
}

/** Adds a passkey to the own account; answers recovery codes where it is the first of the second factors. */
export async function makePasskey(name: string, current: string): Promise<readonly string[]> {
  const { challengeId, options } = await call(passkeyEndpoints.begin, { body: { current } });
  const response = await withDevice<PasskeyMade>(() => startRegistration({ optionsJSON: options as never }));
  const { recoveryCodes } = await call(passkeyEndpoints.add, { body: { challengeId, name, response } });
  return recoveryCodes;
}

/** Lets the browser ask the device; what it refuses is said in words. */
async function withDevice<Answer>(ask: () => Promise<unknown>): Promise<Answer> {
  try {
    return (await ask()) as Answer;
  } catch (thrown) {
    const isThere = thrown instanceof Error && thrown.name === 'InvalidStateError';
    throw isThere ? browserFailure('passkey-there', words.there) : browserFailure('passkey-not-shown', words.notShown);
  }
}
