import { utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, it } from 'vitest';
import { formatCheckpoint, openCheckpoint } from './checkpoint.js';
import { emptyTreeRoot } from './hash.js';
import { formatNote, parseNote, signNote, verifyNote } from './note.js';
import { signerKey, verifierKey } from './note-key.js';
import { noteSigner, noteVerifier } from './note-signature.js';
import { requireValue } from './problem.js';
import { formatSm2NoteKey, parseSm2NoteKey, sm2NoteKey, sm2NoteSigner, sm2NoteVerifier } from './sm2-note.js';
import { decideAsWitness } from './witness.js';

const log = signerKey('example.org/log', new Uint8Array(32).fill(7));
const sm2 = sm2NoteKey('example.org/log', Uint8Array.of(4, ...new Uint8Array(64).fill(9)));
// SM2 itself is not of this package: a signature here is one that repeats the length of its text.
const sign = (text: Uint8Array) => new Uint8Array(64).fill(text.length % 251);
const verify = (signature: Uint8Array, text: Uint8Array) => signature.every((byte) => byte === text.length % 251);
const text = formatCheckpoint({ origin: log.name, size: 0, rootHash: emptyTreeRoot() });
const note = formatNote(signNote({ text, signatures: [] }, [noteSigner(log), sm2NoteSigner(sm2, sign)]));
const bytes = utf8ToBytes(note);
const logKeys = [noteVerifier(verifierKey(log.name, log.publicKey))];

it('is a line that whoever knows the Ed25519 key alone passes over', () => {
  expect(openCheckpoint(bytes, { logKeys })).toMatchObject({
    ok: true,
    value: { logSignatures: [{ name: log.name }] },
  });
});

it('is passed over by a witness too', () => {
  const asked = { checkpoint: note, oldSize: 0, proof: [] };
  const decision = decideAsWitness(asked, undefined, [verifierKey(log.name, log.publicKey)]);
  expect(decision).toMatchObject({ kind: 'cosign' });
});

it('verifies for whoever holds the SM2 key, and a false one refuses the note', () => {
  const read = requireValue(parseNote(bytes));
  expect(verifyNote(read, [sm2NoteVerifier(sm2, verify)])).toMatchObject({ ok: true });
  expect(verifyNote(read, [sm2NoteVerifier(sm2, () => false)])).toMatchObject({
    ok: false,
    problem: { code: 'signature-does-not-fit' },
  });
  const alone = { ...read, signatures: read.signatures.slice(0, 1) };
  expect(verifyNote(alone, [sm2NoteVerifier(sm2, verify)])).toMatchObject({
    ok: false,
    problem: { code: 'not-enough-signatures' },
  });
});

it('has a key that is written as it was read, and of which no character may be another', () => {
  const written = formatSm2NoteKey(sm2);
  expect(parseSm2NoteKey(`${written}\n`)).toEqual({ ok: true, value: sm2 });
  for (let position = 0; position < written.length; position += 1) {
    const other = String.fromCharCode(written.charCodeAt(position) + 1);
    expect(parseSm2NoteKey(written.slice(0, position)).ok).toBe(false);
    expect(parseSm2NoteKey(written.slice(0, position) + other + written.slice(position + 1)).ok).toBe(false);
  }
});

it('has a key of 65 bytes under a name', () => {
  expect(() => sm2NoteKey('a name', sm2.publicKey)).toThrow(RangeError);
  expect(() => sm2NoteKey('name', new Uint8Array(64))).toThrow(RangeError);
});
