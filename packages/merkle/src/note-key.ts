import { ed25519 } from '@noble/curves/ed25519.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { sha256 } from './hash.js';
import { accept, type Checked, refuse } from './problem.js';

/**
 * What a signature line means: `ed25519` signs the text of the note (C2SP signed-note, type 0x01), `cosignature-v1` is a
 * witness's signature over the text and a time (C2SP tlog-cosignature, type 0x04).
 */
export type SignatureType = 'ed25519' | 'cosignature-v1';

/** A public key under the name it signs with, and what its signatures mean. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: number;
  readonly type: SignatureType;
  readonly publicKey: Uint8Array;
}

/** A private key, as 32 secret bytes, under the name it signs with. */
export interface SignerKey extends VerifierKey {
  readonly secretKey: Uint8Array;
}

const KEY_LENGTH = 32;
const TYPE_BYTES: Readonly<Record<SignatureType, number>> = { ed25519: 0x01, 'cosignature-v1': 0x04 };
const SIGNER_PREFIX = 'PRIVATE+KEY+';
const NAME_PATTERN = /^[^\p{White_Space}\p{Cc}+]+$/u;
const MAXIMUM_KEY_TEXT_LENGTH = 4096;

/** Whether a name may stand in a key or a signature line: not empty, no space, no control character, no plus sign. */
export function isKeyName(name: string): boolean {
  return NAME_PATTERN.test(name);
}

/**
 * The public key of 32 bytes under a name.
 *
 * @throws RangeError when name or key have another form
 */
export function verifierKey(name: string, publicKey: Uint8Array, type: SignatureType = 'ed25519'): VerifierKey {
  if (!isKeyName(name)) throw new RangeError('The name of a key is not empty and has no spaces and no plus sign');
  if (publicKey.length !== KEY_LENGTH) throw new RangeError(`An Ed25519 public key has ${KEY_LENGTH} bytes`);
  return { name, keyId: keyIdOf(name, type, publicKey), type, publicKey };
}

/** The key pair of 32 secret bytes; they come from the caller's source of randomness. Throws as {@link verifierKey}. */
export function signerKey(name: string, secretKey: Uint8Array, type: SignatureType = 'ed25519'): SignerKey {
  if (secretKey.length !== KEY_LENGTH) throw new RangeError(`An Ed25519 secret key has ${KEY_LENGTH} bytes`);
  return { ...verifierKey(name, ed25519.getPublicKey(secretKey), type), secretKey };
}

/** The public key as one line of text, `<name>+<key id>+<base64>`: C2SP signed-note. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${formatKeyId(key.keyId)}+${encodeKey(key.type, key.publicKey)}`;
}

/** The private key as one line of text, `PRIVATE+KEY+<name>+<key id>+<base64>`. Keep it as one keeps a key. */
export function formatSignerKey(key: SignerKey): string {
  return `${SIGNER_PREFIX}${key.name}+${formatKeyId(key.keyId)}+${encodeKey(key.type, key.secretKey)}`;
}

/** Reads a public key; a line break at the end is allowed, as a file has one. */
export function parseVerifierKey(text: string): Checked<VerifierKey> {
  const parsed = parseKeyText(text.replace(/\r?\n$/, ''));
  if (!parsed.ok) return parsed;
  const { name, keyId, type, key } = parsed.value;
  return requireKeyId(verifierKey(name, key, type), keyId);
}

/** Reads a private key; a line break at the end is allowed. No answer ever repeats a part of the secret. */
export function parseSignerKey(text: string): Checked<SignerKey> {
  const line = text.replace(/\r?\n$/, '');
  if (!line.startsWith(SIGNER_PREFIX)) {
    return refuse({ code: 'key-malformed', reason: `a private key begins with ${SIGNER_PREFIX}` });
  }
  const parsed = parseKeyText(line.slice(SIGNER_PREFIX.length));
  if (!parsed.ok) return parsed;
  const { name, keyId, type, key } = parsed.value;
  return requireKeyId(signerKey(name, key, type), keyId);
}

/** The key id as signature lines and keys are spoken of: eight hexadecimal digits. */
export function formatKeyId(keyId: number): string {
  return keyId.toString(16).padStart(8, '0');
}

interface KeyText {
  readonly name: string;
  readonly keyId: string;
  readonly type: SignatureType;
  readonly key: Uint8Array;
}

function parseKeyText(line: string): Checked<KeyText> {
  if (line.length > MAXIMUM_KEY_TEXT_LENGTH) return refuse({ code: 'key-malformed', reason: 'it is too long' });
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(line) ?? [];
  if (name === undefined || keyId === undefined || encoded === undefined || !isKeyName(name)) {
    return refuse({ code: 'key-malformed', reason: 'it is not of the form <name>+<8 hexadecimal digits>+<base64>' });
  }
  const bytes = decodeBase64(encoded);
  const type = bytes?.[0] === TYPE_BYTES.ed25519 ? 'ed25519' : 'cosignature-v1';
  if (bytes === undefined || bytes[0] !== TYPE_BYTES[type] || bytes.length !== 1 + KEY_LENGTH) {
    return refuse({ code: 'key-malformed', reason: 'it is not an Ed25519 key of type 1 or 4 in base64' });
  }
  return accept({ name, keyId, type, key: bytes.slice(1) });
}

function requireKeyId<Key extends VerifierKey>(key: Key, stated: string): Checked<Key> {
  if (formatKeyId(key.keyId) === stated) return accept(key);
  return refuse({ code: 'key-malformed', reason: 'its key id does not belong to its name and key' });
}

function encodeKey(type: SignatureType, key: Uint8Array): string {
  return encodeBase64(Uint8Array.of(TYPE_BYTES[type], ...key));
}

/** The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key), big-endian: C2SP signed-note. */
function keyIdOf(name: string, type: SignatureType, publicKey: Uint8Array): number {
  const digest = sha256(Uint8Array.of(...utf8ToBytes(`${name}\n`), TYPE_BYTES[type], ...publicKey));
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}
