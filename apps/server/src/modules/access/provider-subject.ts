import type { KeyRing } from '../../kernel/keys/index.js';
import type { Identified } from './identity-provider.js';

const purpose = 'access.provider-subject';

/** Whom a provider names: its subject is its own, and another provider's of the same letters is somebody else. */
type Subject = Pick<Identified, 'issuer' | 'subject'>;

/** The token under which a subject of the provider is kept; the subject itself, which may be somebody's number, is not. */
export function subjectToken(keys: KeyRing, subject: Subject): Buffer {
  return Buffer.from(keys.token(purpose, textOf(subject)));
}

/** The tokens under which a subject may have been kept: one for each epoch of the key. */
export function subjectTokens(keys: KeyRing, subject: Subject): Buffer[] {
  return keys.tokens(purpose, textOf(subject)).map((token) => Buffer.from(token));
}

function textOf({ issuer, subject }: Subject): string {
  return JSON.stringify([issuer, subject]);
}
