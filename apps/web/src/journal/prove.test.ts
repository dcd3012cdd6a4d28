import {
  appendLeafHash,
  commitEntry,
  emptyFrontier,
  entryLeaf,
  formatCheckpoint,
  formatNote,
  formatReceipt,
  formatVerifierKey,
  frontierRoot,
  hashLeaf,
  noteSigner,
  signerKey,
  signNote,
} from '@gatehouse/merkle';
import { describe, expect, it } from 'vitest';
import { checkHead, proveEntry } from './prove.js';

const origin = 'log.example/demonstration';
const signer = signerKey(origin, new Uint8Array(32).fill(7));

/** A log of two entries; the second is proved by the leaf of the first. */
function logOfTwo(canonical: string, leafOf = entryLeaf) {
  const salt = new Uint8Array(32).fill(1);
  const other = hashLeaf(new Uint8Array(32).fill(9));
  const commitment = leafOf(salt, new TextEncoder().encode(canonical));
  const frontier = appendLeafHash(appendLeafHash(emptyFrontier(), other), hashLeaf(commitment));
  const text = formatCheckpoint({ origin, size: 2, rootHash: frontierRoot(frontier) });
  const checkpoint = formatNote(signNote({ text, signatures: [] }, [noteSigner(signer)]));
  return {
    checkpoint,
    entry: {
      canonical,
      salt: Buffer.from(salt).toString('hex'),
      commitment: Buffer.from(commitment).toString('hex'),
      receipt: formatReceipt({ index: 1, proof: [other], checkpoint }),
    },
  };
}

const key = formatVerifierKey(signer);
const { entry, checkpoint } = logOfTwo('{"act":"registry.read-person"}');

describe('proving an entry in the browser', () => {
  it('follows it from its words to the signed checkpoint', () => {
    expect(proveEntry(entry, key)).toEqual({ ok: true, value: { index: 1, size: 2, origin } });
    expect(checkHead(checkpoint, key).ok).toBe(true);
  });

  it.each([
    ['marked', entryLeaf],
    ['of before leaves were marked', commitEntry],
  ])('follows the seal of a day, %s', (_, leafOf) => {
    const seal = '{"act":"journal.seal-day","outcome":"done","details":{"epoch":"2026-11-27"}}';
    expect(proveEntry(logOfTwo(seal, leafOf).entry, key)).toMatchObject({ ok: true, value: { index: 1 } });
  });

  it.each([
    ['words that were changed', { ...entry, canonical: '{"act":"registry.search-person"}' }, key],
    ['another salt', { ...entry, salt: '02'.repeat(32) }, key],
    ['no receipt yet', { ...entry, receipt: null }, key],
    ['a receipt of another place', { ...entry, receipt: entry.receipt.replace('index 1', 'index 0') }, key],
    ['the key of another log', entry, formatVerifierKey(signerKey(origin, new Uint8Array(32).fill(8)))],
  ])('refuses %s and says why in both languages', (_, changed, verifierKey) => {
    const proof = proveEntry(changed, verifierKey);
    if (proof.ok) throw new Error('expected a refusal');
    expect(proof.words.en).not.toBe('');
    expect(proof.words.zh).toMatch(/\p{Script=Han}/u);
  });
});
