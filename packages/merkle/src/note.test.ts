import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNote, MAXIMUM_NOTE_LENGTH, parseNote, signNote, verifyNote } from './note.js';
import {
  formatSignerKey,
  formatVerifierKey,
  parseSignerKey,
  parseVerifierKey,
  signerKey,
  verifierKey,
} from './note-key.js';
import {
  cosignatureTimestamp,
  cosigner,
  ed25519Sign,
  noteSigner,
  noteVerifier,
  providedNoteSigner,
} from './note-signature.js';
import { requireValue } from './problem.js';

// The keys and notes below are those of the documentation and tests of Go's golang.org/x/mod/sumdb/note.
const PETER_SIGNER = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const PETER_VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const ENOCH_VERIFIER = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
const NOTE = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;

const peter = noteVerifier(requireValue(parseVerifierKey(PETER_VERIFIER)));
const enoch = noteVerifier(requireValue(parseVerifierKey(ENOCH_VERIFIER)));
const read = (written: string) => requireValue(parseNote(utf8ToBytes(written)));

describe('A key', () => {
  it('is written as it was read', () => {
    expect(formatVerifierKey(requireValue(parseVerifierKey(`${PETER_VERIFIER}\n`)))).toBe(PETER_VERIFIER);
    const signer = requireValue(parseSignerKey(PETER_SIGNER));
    expect(formatSignerKey(signer)).toBe(PETER_SIGNER);
    expect(formatVerifierKey(signer)).toBe(PETER_VERIFIER);
  });

  it('is refused when a character is missing or another', () => {
    for (const [text, parse] of [
      [PETER_VERIFIER, parseVerifierKey],
      [PETER_SIGNER, parseSignerKey],
    ] as const) {
      for (let position = 0; position < text.length; position += 1) {
        const other = String.fromCharCode(text.charCodeAt(position) + 1);
        expect(parse(text.slice(0, position)).ok).toBe(false);
        expect(parse(text.slice(position + 1)).ok).toBe(false);
        expect(parse(text.slice(0, position) + other + text.slice(position + 1)).ok).toBe(false);
      }
    }
  });

  it.each([
    ['a longer key', 'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='],
    ['an unknown type', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['a space in its name', 'Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['a book in its place', 'a'.repeat(1_000_000)],
  ])('is refused with %s', (_, text) => {
    expect(parseVerifierKey(text)).toMatchObject({ problem: { code: 'key-malformed' } });
  });

  it('never shows a secret in its refusal', () => {
    const refused = parseSignerKey(PETER_SIGNER.replace('c74f20a3', 'c74f20a4'));
    expect(JSON.stringify(refused)).not.toContain('YEKFALVFGyNh');
  });

  it.each(['', 'two words', 'a+b', 'no break', 'tab\t'])('has no name such as %j', (name) => {
    expect(() => verifierKey(name, new Uint8Array(32))).toThrow(RangeError);
  });
});

describe('A signed note', () => {
  it('is signed as Go signs it', () => {
    const signer = noteSigner(requireValue(parseSignerKey(PETER_SIGNER)));
    expect(formatNote(signNote({ text: TEXT, signatures: [] }, [signer]))).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  it('keeps the lines of others and replaces its own', () => {
    const signer = noteSigner(requireValue(parseSignerKey(PETER_SIGNER)));
    expect(formatNote(signNote(read(NOTE), [signer]))).toBe(`${TEXT}\n${ENOCH_LINE}${PETER_LINE}`);
  });

  it('can be signed by whoever keeps the key', () => {
    const key = requireValue(parseSignerKey(PETER_SIGNER));
    const { name, keyId, type, publicKey } = key;
    const provided = providedNoteSigner({ name, keyId, type, publicKey }, ed25519Sign(key));
    expect(formatNote(signNote({ text: TEXT, signatures: [] }, [provided]))).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  it('verifies with the keys that are known, whatever else stands under it', () => {
    const names = (note: string, known: (typeof peter)[]) =>
      requireValue(verifyNote(read(note), known)).map(({ name }) => name);
    expect(names(NOTE, [peter])).toEqual(['PeterNeumann']);
    expect(names(NOTE, [enoch, peter])).toEqual(['PeterNeumann', 'EnochRoot']);
    expect(names(NOTE + PETER_LINE, [peter])).toEqual(['PeterNeumann']);
    const unknownIdOfKnownName = '— PeterNeumann AAAAAAAA\n';
    expect(names(NOTE + unknownIdOfKnownName, [peter])).toEqual(['PeterNeumann']);
  });

  it('needs as many different keys as are asked for', () => {
    expect(verifyNote(read(NOTE), [])).toMatchObject({ problem: { code: 'not-enough-signatures', found: 0 } });
    expect(verifyNote(read(NOTE), [peter, enoch], 2).ok).toBe(true);
    const twiceTheSame = read(`${TEXT}\n${PETER_LINE}${PETER_LINE}`);
    expect(verifyNote(twiceTheSame, [peter, enoch], 2)).toMatchObject({
      problem: { required: 2, found: 1, present: ['PeterNeumann+c74f20a3', 'PeterNeumann+c74f20a3'] },
    });
    expect(verifyNote(read(NOTE), [], 0).ok).toBe(false);
  });

  it('is refused as a whole when a known key did not sign it', () => {
    const forged = read(NOTE.replace('think', 'thimk'));
    expect(verifyNote(forged, [peter])).toMatchObject({
      problem: { code: 'signature-does-not-fit', keyName: 'PeterNeumann', keyId: 'c74f20a3' },
    });
    const enochForged = NOTE.replace('rwz+eBzm', 'rwz+eBzn');
    expect(verifyNote(read(enochForged), [peter, enoch]).ok).toBe(false);
    expect(verifyNote(read(enochForged), [peter]).ok).toBe(true);
  });

  it.each([
    ['no text', `\n${PETER_LINE}`],
    ['no empty line', `${TEXT}${PETER_LINE}`],
    ['no signature', `${TEXT}\n`],
    ['no last line break', NOTE.slice(0, -1)],
    ['a carriage return', NOTE.replace('\n', '\r\n')],
    ['a zero character', NOTE.replace('think', 'thi\0nk')],
    ['a hyphen for the dash', NOTE.replace('— Enoch', '- Enoch')],
    ['two spaces', NOTE.replace('EnochRoot ', 'EnochRoot  ')],
    ['a name with a plus', NOTE.replace('EnochRoot', 'Enoch+Root')],
    ['a signature of four bytes', `${TEXT}\n— PeterNeumann x08gow==\n`],
    ['loose base64', NOTE.replace('+QQ=', '+QR=')],
    ['a mark of byte order', `\ufeff${NOTE}`],
    ['too many signatures', NOTE + PETER_LINE.repeat(99)],
  ])('is refused with %s', (_, written) => {
    expect(parseNote(utf8ToBytes(written))).toMatchObject({ problem: { code: 'note-malformed' } });
  });

  it('is refused when it is not UTF-8, and when it is very long', () => {
    const bytes = utf8ToBytes(NOTE);
    expect(parseNote(bytes.with(3, 0xff))).toMatchObject({ problem: { code: 'note-malformed' } });
    const long = new Uint8Array(MAXIMUM_NOTE_LENGTH + 1);
    expect(parseNote(long)).toMatchObject({ problem: { code: 'note-too-large', bytes: 1_000_001 } });
  });

  it('names the line it cannot read', () => {
    const written = `${TEXT}\n${PETER_LINE}what is this\n`;
    expect(parseNote(utf8ToBytes(written))).toMatchObject({ problem: { line: 5 } });
  });

  it('whose text has empty lines is divided at the last', () => {
    const signer = noteSigner(requireValue(parseSignerKey(PETER_SIGNER)));
    const line = fc.stringMatching(/^[ -~一二三]*$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const text = `a${lines.join('\n')}\n`;
        const note = read(formatNote(signNote({ text, signatures: [] }, [signer])));
        expect(note.text).toBe(text);
        expect(verifyNote(note, [peter]).ok).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('A cosignature', () => {
  const key = signerKey('witness.example.test/w1', new Uint8Array(32).fill(9), 'cosignature-v1');
  const timestamp = 1_679_315_147;
  const cosigned = signNote(read(NOTE), [cosigner(key, timestamp, ed25519Sign(key))]);

  it('verifies with the key of the witness and says when', () => {
    const [line] = requireValue(verifyNote(cosigned, [noteVerifier(key)]));
    expect(line?.name).toBe(key.name);
    expect(cosignatureTimestamp(line?.signature ?? new Uint8Array())).toBe(timestamp);
    expect(requireValue(parseVerifierKey(formatVerifierKey(key))).type).toBe('cosignature-v1');
  });

  it('is over the message C2SP tlog-cosignature describes', () => {
    const message = utf8ToBytes(`cosignature/v1\ntime ${timestamp}\n${TEXT}`);
    const signature = cosigned.signatures.at(-1)?.signature ?? new Uint8Array();
    expect(signature.subarray(8)).toEqual(ed25519Sign(key)(message));
  });

  it('does not verify with another time', () => {
    const { name, keyId, signature } = cosigned.signatures.at(-1) ?? {
      name: '',
      keyId: 0,
      signature: new Uint8Array(),
    };
    const later = { text: TEXT, signatures: [{ name, keyId, signature: signature.with(7, 0) }] };
    expect(verifyNote(later, [noteVerifier(key)])).toMatchObject({ problem: { code: 'signature-does-not-fit' } });
  });

  it('is made with a key for it, at a whole second', () => {
    const sign = ed25519Sign(key);
    expect(() => cosigner(signerKey('log', new Uint8Array(32)), timestamp, sign)).toThrow(RangeError);
    expect(() => cosigner(key, 1.5, sign)).toThrow(RangeError);
  });
});
