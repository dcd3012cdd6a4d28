import { utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { sha256 } from './hash.js';
import { formatKeyId, isKeyName } from './note-key.js';
import type { NoteSigner, NoteVerifier } from './note-signature.js';
import { accept, type Checked, refuse } from './problem.js';

/** An SM2 public key under the name it signs with: a further line beside the Ed25519 one, which whoever has no SM2 ignores. */
export interface Sm2NoteKey {
  readonly name: string;
  readonly keyId: number;
  /** 65 bytes: 04 and both coordinates. */
  readonly publicKey: Uint8Array;
}

/** SM2 with SM3 (GB/T 32918.2), the identity that of GM/T 0009: r and s, 64 bytes. */
export type Sm2Verify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

const POINT_LENGTH = 65;
/** C2SP signed-note has no number of its own for SM2: 0xff, and a longer name that is unlikely to collide. */
const TYPE = Uint8Array.of(0xff, ...utf8ToBytes('GB/T 32918.2 SM2 with SM3, identity 1234567812345678\n'));

/**
 * The SM2 key of 65 bytes under a name.
 *
 * @throws RangeError when name or key have another form
 */
export function sm2NoteKey(name: string, publicKey: Uint8Array): Sm2NoteKey {
  if (!isKeyName(name)) throw new RangeError('The name of a key is not empty and has no spaces and no plus sign');
  if (publicKey.length !== POINT_LENGTH || publicKey[0] !== 4) throw new RangeError('An SM2 public key has 65 bytes');
  const digest = sha256(Uint8Array.of(...utf8ToBytes(`${name}\n`), ...TYPE, ...publicKey));
  return { name, keyId: new DataView(digest.buffer, digest.byteOffset).getUint32(0), publicKey };
}

/** The key as one line of text, of the form of other verifier keys. */
export function formatSm2NoteKey({ name, keyId, publicKey }: Sm2NoteKey): string {
  return `${name}+${formatKeyId(keyId)}+${encodeBase64(Uint8Array.of(...TYPE, ...publicKey))}`;
}

/** Reads an SM2 key; a line break at the end is allowed, as a file has one. */
export function parseSm2NoteKey(text: string): Checked<Sm2NoteKey> {
  const [, name = '', stated, encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S{1,400})\r?\n?$/.exec(text) ?? [];
  const bytes = decodeBase64(encoded);
  const isOfType = bytes !== undefined && TYPE.every((byte, at) => bytes[at] === byte);
  if (!isKeyName(name) || !isOfType || bytes.length !== TYPE.length + POINT_LENGTH || bytes[TYPE.length] !== 4) {
    return refuse({ code: 'key-malformed', reason: 'it is not an SM2 key of the form <name>+<key id>+<base64>' });
  }
  const key = sm2NoteKey(name, bytes.slice(TYPE.length));
  if (formatKeyId(key.keyId) === stated) return accept(key);
  return refuse({ code: 'key-malformed', reason: 'its key id does not belong to its name and key' });
}

/** A signer whose key somebody else holds; `signature` is over the very text that is signed. */
export function sm2NoteSigner({ name, keyId }: Sm2NoteKey, sign: (text: Uint8Array) => Uint8Array): NoteSigner {
  return { name, keyId, sign };
}

/** A verifier; SM2 itself is given, since this package has none. */
export function sm2NoteVerifier({ name, keyId, publicKey }: Sm2NoteKey, verify: Sm2Verify): NoteVerifier {
  return { name, keyId, verify: (text, signature) => verify(signature, text, publicKey) };
}
