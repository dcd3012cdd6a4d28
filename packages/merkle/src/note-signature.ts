import { ed25519 } from '@noble/curves/ed25519.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { SignerKey, VerifierKey } from './note-key.js';

/** Whoever can sign the text of a note: a key in memory, or one a key provider keeps. */
export interface NoteSigner {
  readonly name: string;
  readonly keyId: number;
  readonly sign: (text: Uint8Array) => Uint8Array;
}

/** Whoever can tell whether a signature over the text of a note is theirs. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: number;
  readonly verify: (text: Uint8Array, signature: Uint8Array) => boolean;
}

/** Ed25519 over a message with a key held elsewhere: 64 bytes (RFC 8032). */
export type Ed25519Sign = (message: Uint8Array) => Uint8Array;

/** Ed25519 verification: signature of 64 bytes, message, public key of 32 bytes. */
export type Ed25519Verify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

const SIGNATURE_LENGTH = 64;
const TIMESTAMP_LENGTH = 8;
const MAXIMUM_TIMESTAMP = 2n ** 63n - 1n;

/** A signer with its key in memory, type `ed25519`. Witnesses sign with {@link cosigner}. */
export function noteSigner(key: SignerKey): NoteSigner {
  return { name: key.name, keyId: key.keyId, sign: (text) => ed25519.sign(text, key.secretKey) };
}

/** A signer whose key somebody else holds: give the public key, and how to have a message signed. */
export function providedNoteSigner(key: VerifierKey, sign: Ed25519Sign): NoteSigner {
  return { name: key.name, keyId: key.keyId, sign };
}

/**
 * A witness that signs a checkpoint together with the time: C2SP tlog-cosignature, Ed25519.
 *
 * @param key a key of type `cosignature-v1`
 * @param timestamp seconds since 1970, whole
 * @throws RangeError when key or time are of another kind
 */
export function cosigner(key: VerifierKey, timestamp: number, sign: Ed25519Sign): NoteSigner {
  if (key.type !== 'cosignature-v1') throw new RangeError('A witness signs with a key of type cosignature-v1');
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) throw new RangeError('The time is given in whole seconds');
  return {
    name: key.name,
    keyId: key.keyId,
    sign: (text) => {
      const timestamped = new Uint8Array(TIMESTAMP_LENGTH + SIGNATURE_LENGTH);
      new DataView(timestamped.buffer).setBigUint64(0, BigInt(timestamp));
      timestamped.set(sign(cosignedMessage(text, BigInt(timestamp))), TIMESTAMP_LENGTH);
      return timestamped;
    },
  };
}

/** A verifier for a public key of either type. */
export function noteVerifier(key: VerifierKey, verify: Ed25519Verify = verifyEd25519): NoteVerifier {
  const { name, keyId, publicKey } = key;
  if (key.type === 'ed25519') {
    return { name, keyId, verify: (text, signature) => verify(signature, text, publicKey) };
  }
  return {
    name,
    keyId,
    verify: (text, signature) => {
      const timestamp = timestampOf(signature);
      if (timestamp === undefined) return false;
      return verify(signature.subarray(TIMESTAMP_LENGTH), cosignedMessage(text, timestamp), publicKey);
    },
  };
}

/** The time a witness signed at, in seconds since 1970, from its signature; undefined for other signatures. */
export function cosignatureTimestamp(signature: Uint8Array): number | undefined {
  const timestamp = timestampOf(signature);
  return timestamp === undefined ? undefined : Number(timestamp);
}

/**
 * Ed25519 by the strict reading of RFC 8032: one answer for one signature, whoever checks it. Bytes of a wrong length or
 * that are no point of the curve are simply no signature.
 */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_LENGTH) return false;
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}

/** Ed25519 with a key in memory, for {@link cosigner}. */
export function ed25519Sign(key: SignerKey): Ed25519Sign {
  return (message) => ed25519.sign(message, key.secretKey);
}

function timestampOf(signature: Uint8Array): bigint | undefined {
  if (signature.length !== TIMESTAMP_LENGTH + SIGNATURE_LENGTH) return undefined;
  const timestamp = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return timestamp > MAXIMUM_TIMESTAMP ? undefined : timestamp;
}

function cosignedMessage(text: Uint8Array, timestamp: bigint): Uint8Array {
  const header = utf8ToBytes(`cosignature/v1\ntime ${timestamp}\n`);
  const message = new Uint8Array(header.length + text.length);
  message.set(header);
  message.set(text, header.length);
  return message;
}
