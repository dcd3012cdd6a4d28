import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { signedCheckpoint, TEST_KEY, TEST_ORIGIN } from '../test/memory-log.js';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.js';
import { emptyFrontier } from './frontier.js';
import { formatNote, parseNote, signNote } from './note.js';
import { signerKey } from './note-key.js';
import { cosigner, ed25519Sign, noteSigner, noteVerifier } from './note-signature.js';
import { requireValue } from './problem.js';

// The example of C2SP tlog-checkpoint.
const BODY = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const logKey = noteVerifier(TEST_KEY);
const published = signedCheckpoint(emptyFrontier());

describe('The text of a checkpoint', () => {
  it('is read and written line for line', () => {
    const checkpoint = requireValue(parseCheckpoint(`${BODY}one more\nand another\n`));
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(checkpoint.extensionLines).toEqual(['one more', 'and another']);
    expect(formatCheckpoint(checkpoint)).toBe(`${BODY}one more\nand another\n`);
  });

  it.each([
    ['nothing', '', 0],
    ['two lines', 'origin\n1\n', 2],
    ['no last line break', BODY.slice(0, -1), 2],
    ['an empty origin', BODY.replace('example.com/behind-the-sofa', ''), 1],
    ['an empty extension', `${BODY}\n`, 4],
    ['a leading zero', BODY.replace('2085', '02085'), 2],
    ['a negative size', BODY.replace('2085', '-2085'), 2],
    ['a size with an exponent', BODY.replace('20852163', '2e3'), 2],
    ['a short root', BODY.replace('CsUY', ''), 3],
    ['loose base64', BODY.replace('q2I=', 'q2J='), 3],
  ])('is refused with %s', (_, text, line) => {
    expect(parseCheckpoint(text)).toMatchObject({ problem: { code: 'checkpoint-malformed', line } });
  });

  it.each([String(2n ** 60n), String(2n ** 64n), '9'.repeat(100_000)])('is refused with a hostile size', (size) => {
    const refused = parseCheckpoint(BODY.replace('20852163', size));
    expect(refused).toMatchObject({ problem: { code: 'tree-size-out-of-range' } });
    expect(JSON.stringify(refused).length).toBeLessThan(200);
  });

  it('cannot be made from lines that would read otherwise', () => {
    const head = { size: 1, rootHash: new Uint8Array(32) };
    expect(() => formatCheckpoint({ ...head, origin: '' })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...head, origin: 'a\n7' })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...head, origin: 'a', extensionLines: [''] })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...head, origin: 'a', rootHash: new Uint8Array(31) })).toThrow(RangeError);
  });
});

describe('A published checkpoint', () => {
  it('opens with the key of the log', () => {
    const opened = requireValue(openCheckpoint(published, { logKeys: [logKey], origin: TEST_ORIGIN }));
    expect(opened.checkpoint).toMatchObject({ origin: TEST_ORIGIN, size: 0 });
    expect(opened.witnessSignatures).toEqual([]);
  });

  it('does not open for another log, though the key is right', () => {
    const foreign = signedCheckpoint(emptyFrontier(), 'other.example.test/journal');
    const problem = { code: 'other-origin', found: 'other.example.test/journal', expected: TEST_ORIGIN };
    expect(openCheckpoint(foreign, { logKeys: [logKey] })).toMatchObject({ problem });
    expect(openCheckpoint(foreign, { logKeys: [logKey], origin: TEST_ORIGIN })).toMatchObject({ problem });
  });

  it('does not open when any byte is another', () => {
    for (let position = 0; position < published.length; position += 1) {
      const changed = published.with(position, (published[position] ?? 0) ^ 1);
      expect(openCheckpoint(changed, { logKeys: [logKey] }).ok).toBe(false);
    }
  });

  it('opens for as many witnesses as have signed', () => {
    const witnesses = [1, 2].map((number) =>
      signerKey(`witness.example.test/${number}`, new Uint8Array(32).fill(number), 'cosignature-v1'),
    );
    const note = signNote(
      requireValue(parseNote(published)),
      witnesses.map((key) => cosigner(key, 1_700_000_000, ed25519Sign(key))),
    );
    const bytes = utf8ToBytes(formatNote(note));
    const trust = { logKeys: [logKey], witnessKeys: witnesses.map((key) => noteVerifier(key)) };
    const opened = requireValue(openCheckpoint(bytes, { ...trust, requiredWitnesses: 2 }));
    expect(opened.witnessSignatures).toHaveLength(2);
    expect(openCheckpoint(published, trust).ok).toBe(true);
    expect(openCheckpoint(published, { ...trust, requiredWitnesses: 1 })).toMatchObject({
      problem: { code: 'not-enough-signatures', required: 1 },
    });
  });

  it('does not open on the word of a witness alone', () => {
    const witness = signerKey(TEST_ORIGIN, new Uint8Array(32).fill(3), 'cosignature-v1');
    const text = requireValue(parseNote(published)).text;
    const note = signNote({ text, signatures: [] }, [cosigner(witness, 1, ed25519Sign(witness))]);
    const trust = { logKeys: [logKey], witnessKeys: [noteVerifier(witness)] };
    expect(openCheckpoint(utf8ToBytes(formatNote(note)), trust).ok).toBe(false);
  });

  it('may carry the signature of a new key beside that of the old', () => {
    const next = signerKey(TEST_ORIGIN, new Uint8Array(32).fill(8));
    const note = signNote(requireValue(parseNote(published)), [noteSigner(next)]);
    const bytes = utf8ToBytes(formatNote(note));
    expect(openCheckpoint(bytes, { logKeys: [logKey] }).ok).toBe(true);
    expect(openCheckpoint(bytes, { logKeys: [noteVerifier(next)] }).ok).toBe(true);
  });
});
