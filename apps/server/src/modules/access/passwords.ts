import { hash, verify } from '@node-rs/argon2';
import { newReadableCode, newSecret } from '../../kernel/ids.js';

/** Argon2id with 19 MiB and two passes on one lane (OWASP Password Storage Cheat Sheet). */
const parameters = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** The form a hash of these parameters begins with (PHC string format). */
const present = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`;

/** Hash of a password nobody has, so that an account without one costs the same time as a wrong password. */
const nobodysPassword = hash(newSecret(), parameters);

/** The hash to keep of a password. Takes long on purpose, so never inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

/** Whether a password is the one behind a hash; without a hash it is not, after the same work. */
export async function verifyPassword(kept: string | null, password: string): Promise<boolean> {
  const matches = await verify(kept ?? (await nobodysPassword), password);
  return kept !== null && matches;
}

/** Whether a hash was made with other parameters than today's. */
export function isOutdated(kept: string): boolean {
  return !kept.startsWith(present);
}

/** A password to be handed over: four groups that are not misread, 79 bits. */
export function newOneTimePassword(): string {
  return (newReadableCode(16).match(/.{4}/g) ?? []).join('-');
}
