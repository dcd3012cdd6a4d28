import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import type { ErrorCode } from '@gatehouse/contract';
import { DomainError } from '../errors.js';
import { sm4GcmOpen, sm4GcmSeal } from './sm4-gcm.js';
import { cryptographyOfDataKey } from './suites.js';

/** An unwrapped data key. Its bytes stay in OpenSSL's memory, outside the JavaScript heap, and are wiped when freed. */
export type DataKey = {
  /** UUID of the stored data key. */
  readonly id: string;
  readonly kind: string;
  readonly secret: KeyObject;
};

/** Where a sealed value stands; sealed in, so that a value copied elsewhere does not open there. */
export type FieldPlace = { readonly table: string; readonly column: string; readonly row: string };

const version = 1;
/** Each with a random 96-bit nonce and a 128-bit tag (NIST SP 800-38D; SM4 by RFC 8998). A further suite gets a further number. */
const suiteNumbers = { international: 1, commercial: 2 } as const;
const keyIdBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 2 + keyIdBytes;
const shortest = headerBytes + nonceBytes + tagBytes;

/**
 * Seals one value: version (1 byte) · suite (1) · data key id (16) · nonce (12) · data · tag (16). Associated data is the
 * header and the place, each part led by its length, so that no two places read alike. The length of the data key says the suite:
 * AES-256-GCM with 32 bytes, SM4-GCM with 16.
 */
export function sealField(dataKey: DataKey, place: FieldPlace, plaintext: Uint8Array): Uint8Array {
  const header = headerFor(dataKey);
  const nonce = randomBytes(nonceBytes);
  if (header[1] === suiteNumbers.commercial) {
    const { data, tag } = sm4GcmSeal(dataKey.secret, nonce, associatedData(header, place), plaintext);
    return Buffer.concat([header, nonce, data, tag]);
  }
  const cipher = createCipheriv('aes-256-gcm', dataKey.secret, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(header, place));
  const data = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([header, nonce, data, cipher.getAuthTag()]);
}

/** Seals text as UTF-8; see `sealField`. */
export function sealText(dataKey: DataKey, place: FieldPlace, text: string): Uint8Array {
  return sealField(dataKey, place, Buffer.from(text, 'utf8'));
}

/**
 * Opens a sealed value.
 * Errors, none with content: `sealed-value-truncated`, `sealed-value-unknown-form`, `sealed-value-of-another-key`,
 * `sealed-value-altered` (a bit differs, or the value stands in another table, column or row).
 */
export function openField(dataKey: DataKey, place: FieldPlace, sealed: Uint8Array): Uint8Array {
  if (sealed.length < shortest) throw failure('sealed-value-truncated', place);
  const header = sealed.subarray(0, headerBytes);
  requireKnownForm(header, place);
  // Also another suite than the data key's: nobody turns the one into the other by a byte.
  if (!headerFor(dataKey).equals(header)) throw failure('sealed-value-of-another-key', place);
  const nonce = sealed.subarray(headerBytes, headerBytes + nonceBytes);
  if (header[1] === suiteNumbers.commercial) return openSm4(dataKey, place, sealed, nonce);
  const decipher = createDecipheriv('aes-256-gcm', dataKey.secret, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associatedData(header, place));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const data = decipher.update(sealed.subarray(headerBytes + nonceBytes, sealed.length - tagBytes));
  try {
    decipher.final();
  } catch {
    // What was deciphered before the tag was checked is nobody's to see.
    data.fill(0);
    throw failure('sealed-value-altered', place);
  }
  return data;
}

function openSm4(dataKey: DataKey, place: FieldPlace, sealed: Uint8Array, nonce: Uint8Array): Uint8Array {
  const [from, to] = [headerBytes + nonceBytes, sealed.length - tagBytes];
  const associated = associatedData(sealed.subarray(0, headerBytes), place);
  const parts = { data: sealed.subarray(from, to), tag: sealed.subarray(to) };
  return sm4GcmOpen(dataKey.secret, nonce, associated, parts) ?? refuseAltered(place);
}

function refuseAltered(place: FieldPlace): never {
  throw failure('sealed-value-altered', place);
}

function requireKnownForm(sealed: Uint8Array, place: FieldPlace): void {
  const isKnown = Object.values(suiteNumbers).some((known) => known === sealed[1]);
  if (sealed[0] !== version || !isKnown) throw failure('sealed-value-unknown-form', place);
}

/** Opens a sealed text; see `openField`. */
export function openText(dataKey: DataKey, place: FieldPlace, sealed: Uint8Array): string {
  return Buffer.from(openField(dataKey, place, sealed)).toString('utf8');
}

/** Id (UUID) of the data key a value was sealed under, to load it by. Errors: `sealed-value-truncated`, `-unknown-form`. */
export function dataKeyIdOf(sealed: Uint8Array, place: FieldPlace): string {
  if (sealed.length < shortest) throw failure('sealed-value-truncated', place);
  requireKnownForm(sealed, place);
  const hex = Buffer.from(sealed.subarray(2, headerBytes)).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function headerFor({ id, secret }: DataKey): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  const cryptography = cryptographyOfDataKey(secret.symmetricKeySize);
  if (cryptography === undefined) throw new Error('a data key has 16 or 32 bytes');
  header[0] = version;
  header[1] = suiteNumbers[cryptography];
  const written = header.write(id.replaceAll('-', ''), 2, 'hex');
  if (written !== keyIdBytes) throw new Error('a data key id is a UUID');
  return header;
}

function associatedData(header: Uint8Array, { table, column, row }: FieldPlace): Buffer {
  const parts = [table, column, row];
  const size = parts.reduce((sum, part) => sum + 4 + Buffer.byteLength(part), header.length);
  const bytes = Buffer.allocUnsafe(size);
  bytes.set(header);
  let at = header.length;
  for (const part of parts) {
    const written = bytes.write(part, at + 4);
    at = bytes.writeUInt32BE(written, at) + written;
  }
  return bytes;
}

/** The row is left out: its id may lead to a person. */
function failure(code: ErrorCode, { table, column }: FieldPlace): DomainError {
  return new DomainError(code, { table, column });
}
