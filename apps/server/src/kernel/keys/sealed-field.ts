import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import type { ErrorCode } from '@gatehouse/contract';
import { DomainError } from '../errors.js';

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
/** AES-256-GCM with a random 96-bit nonce and a 128-bit tag (NIST SP 800-38D). A further suite gets a further number. */
const aes256Gcm = 1;
const keyIdBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 2 + keyIdBytes;
const shortest = headerBytes + nonceBytes + tagBytes;

/**
 * Seals one value: version (1 byte) · suite (1) · data key id (16) · nonce (12) · data · tag (16). Associated data is the
 * header and the place, each part led by its length, so that no two places read alike.
 */
export function sealField(dataKey: DataKey, place: FieldPlace, plaintext: Uint8Array): Uint8Array {
  const header = headerFor(dataKey.id);
  const nonce = randomBytes(nonceBytes);
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
  if (header[0] !== version || header[1] !== aes256Gcm) throw failure('sealed-value-unknown-form', place);
  if (!headerFor(dataKey.id).equals(header)) throw failure('sealed-value-of-another-key', place);
  const nonce = sealed.subarray(headerBytes, headerBytes + nonceBytes);
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

/** Opens a sealed text; see `openField`. */
export function openText(dataKey: DataKey, place: FieldPlace, sealed: Uint8Array): string {
  return Buffer.from(openField(dataKey, place, sealed)).toString('utf8');
}

/** Id (UUID) of the data key a value was sealed under, to load it by. Errors: `sealed-value-truncated`, `-unknown-form`. */
export function dataKeyIdOf(sealed: Uint8Array, place: FieldPlace): string {
  if (sealed.length < shortest) throw failure('sealed-value-truncated', place);
  if (sealed[0] !== version || sealed[1] !== aes256Gcm) throw failure('sealed-value-unknown-form', place);
  const hex = Buffer.from(sealed.subarray(2, headerBytes)).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function headerFor(dataKeyId: string): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header[0] = version;
  header[1] = aes256Gcm;
  const written = header.write(dataKeyId.replaceAll('-', ''), 2, 'hex');
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
