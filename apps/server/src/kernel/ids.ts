import { randomBytes, randomUUID } from 'node:crypto';

/** A random identifier. Nothing about a person or an order of events can be read from it. */
export function newId(): string {
  return randomUUID();
}

/** A secret for a link, a session or a token: 32 random bytes in base64url, 256 bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Letters and digits that are not mistaken for each other when read aloud or typed from paper. */
const readableAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** The same code each time from the same 32 bytes, for a secret that whoever lost its answer has to get again. */
export function readableCodeFrom(bytes: Uint8Array, length: number): string {
  const base = BigInt(readableAlphabet.length);
  let left = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let code = '';
  while (code.length < length) {
    code += readableAlphabet[Number(left % base)];
    left /= base;
  }
  return code;
}

/** A code a person types: `length` characters of an unambiguous alphabet, without bias. */
export function newReadableCode(length: number): string {
  const limit = 256 - (256 % readableAlphabet.length);
  let code = '';
  while (code.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && code.length < length) code += readableAlphabet[byte % readableAlphabet.length];
    }
  }
  return code;
}
