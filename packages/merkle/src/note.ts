import { bytesToUtf8, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { bytesEqual } from './hash.js';
import { formatKeyId, isKeyName } from './note-key.js';
import type { NoteSigner, NoteVerifier } from './note-signature.js';
import { accept, type Checked, refuse, requireValue } from './problem.js';

/** One signature line: who says they signed, with which key, and the signature bytes without the key id. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
}

/** A text with the signature lines under it, verified or not. The text ends with a line break. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The largest note that is read, in bytes. */
export const MAXIMUM_NOTE_LENGTH = 1_000_000;

/** The most signature lines that are read; C2SP signed-note asks for at least 16. */
export const MAXIMUM_SIGNATURES = 100;

const SIGNATURE_PREFIX = '— ';
const KEY_ID_LENGTH = 4;
// Every control character but the line break: C2SP signed-note, section Format.
const FORBIDDEN = /[^\P{Cc}\n\u007f-\u009f]/u;

/** The note as text: C2SP signed-note, section Format. Throws a MerkleError for what {@link parseNote} would refuse. */
export function formatNote(note: SignedNote): string {
  const lines = note.signatures.map(formatSignatureLine);
  const written = `${note.text}\n${lines.join('')}`;
  requireValue(parseNote(utf8ToBytes(written)));
  return written;
}

/** Signs a text, or adds signatures to a note; a signer's earlier line on the note is replaced. */
export function signNote(note: SignedNote, signers: readonly NoteSigner[]): SignedNote {
  const text = utf8ToBytes(note.text);
  const added = signers.map(({ name, keyId, sign }) => ({ name, keyId, signature: sign(text) }));
  const kept = note.signatures.filter((line) => !added.some((signature) => isSameKey(signature, line)));
  return { text: note.text, signatures: [...kept, ...added] };
}

/** Reads a note without believing anything in it. Only one writing of a note is accepted, byte for byte. */
export function parseNote(bytes: Uint8Array): Checked<SignedNote> {
  if (bytes.length > MAXIMUM_NOTE_LENGTH) {
    return refuse({ code: 'note-too-large', bytes: bytes.length, maximum: MAXIMUM_NOTE_LENGTH });
  }
  const written = bytesToUtf8(bytes);
  if (!bytesEqual(utf8ToBytes(written), bytes)) return malformed('is not UTF-8', 1);
  const forbidden = FORBIDDEN.exec(written);
  if (forbidden !== null) return malformed('has a control character', lineAt(written, forbidden.index));
  const separator = written.lastIndexOf('\n\n');
  if (separator <= 0 || !written.endsWith('\n')) return malformed('has no signatures after an empty line', 1);
  const text = written.slice(0, separator + 1);
  const lines = written.slice(separator + 2, -1).split('\n');
  if (lines.length > MAXIMUM_SIGNATURES) return malformed('has too many signatures', lineAt(written, separator));
  const signatures: NoteSignature[] = [];
  for (const [position, line] of lines.entries()) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) {
      return malformed('is not a signature line', lineAt(written, separator) + 2 + position);
    }
    signatures.push(signature);
  }
  return accept({ text, signatures });
}

/**
 * Verifies a note: every line of a known key must verify, lines of other keys are ignored (C2SP signed-note, section
 * Signatures), and at least `required` different known keys must have signed.
 *
 * @returns the lines that verified, in their order, one for each key
 */
export function verifyNote(
  note: SignedNote,
  known: readonly NoteVerifier[],
  required = 1,
): Checked<readonly NoteSignature[]> {
  const text = utf8ToBytes(note.text);
  const verified: NoteSignature[] = [];
  for (const line of note.signatures) {
    const verifiers = known.filter((verifier) => isSameKey(verifier, line));
    if (verifiers.length === 0) continue;
    if (!verifiers.some((verifier) => verifier.verify(text, line.signature))) {
      return refuse({ code: 'signature-does-not-fit', keyName: line.name, keyId: formatKeyId(line.keyId) });
    }
    if (!verified.some((earlier) => isSameKey(earlier, line))) verified.push(line);
  }
  if (verified.length >= required && verified.length > 0) return accept(verified);
  const present = note.signatures.map(({ name, keyId }) => `${name}+${formatKeyId(keyId)}`);
  return refuse({ code: 'not-enough-signatures', required: Math.max(1, required), found: verified.length, present });
}

function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  const bytes = new Uint8Array(KEY_ID_LENGTH + signature.length);
  new DataView(bytes.buffer).setUint32(0, keyId);
  bytes.set(signature, KEY_ID_LENGTH);
  return `${SIGNATURE_PREFIX}${name} ${encodeBase64(bytes)}\n`;
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(SIGNATURE_PREFIX)) return undefined;
  const [name, encoded, ...rest] = line.slice(SIGNATURE_PREFIX.length).split(' ');
  if (name === undefined || encoded === undefined || rest.length > 0 || !isKeyName(name)) return undefined;
  const bytes = decodeBase64(encoded);
  if (bytes === undefined || bytes.length <= KEY_ID_LENGTH) return undefined;
  const keyId = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { name, keyId, signature: bytes.slice(KEY_ID_LENGTH) };
}

function isSameKey(left: { name: string; keyId: number }, right: { name: string; keyId: number }): boolean {
  return left.name === right.name && left.keyId === right.keyId;
}

function malformed(reason: string, line: number): ReturnType<typeof refuse> {
  return refuse({ code: 'note-malformed', reason, line });
}

function lineAt(written: string, offset: number): number {
  return written.slice(0, offset).split('\n').length;
}
