import { commitEntry, entryLeaf, formatVerifierKey, signerKey } from '@gatehouse/merkle';
import { describe, expect, it } from 'vitest';
import { logOfTwo, sealingEntry } from '../../../../test/harness/log-of-two.js';
import { checkHead, proveEntry } from './prove.js';

const origin = 'log.example/demonstration';
const signer = signerKey(origin, new Uint8Array(32).fill(7));

/** The second entry of a log of two, as the log page shows it. */
function shownEntry(canonical: string, leafOf?: typeof entryLeaf) {
  const { checkpoint, salt, leaf, receipt } = logOfTwo(signer, canonical, leafOf);
  const [saltHex, commitment] = [salt, leaf].map((bytes) => Buffer.from(bytes).toString('hex')) as [string, string];
  return { checkpoint, entry: { canonical, salt: saltHex, commitment, receipt } };
}

const key = formatVerifierKey(signer);
const { entry, checkpoint } = shownEntry('{"act":"registry.read-person"}');

describe('proving an entry in the browser', () => {
  it('follows it from its words to the signed checkpoint', () => {
    expect(proveEntry(entry, key)).toEqual({ ok: true, value: { index: 1, size: 2, origin } });
    expect(checkHead(checkpoint, key).ok).toBe(true);
  });

  it.each([
    ['marked', entryLeaf],
    ['of before leaves were marked', commitEntry],
  ])('follows the seal of a day, %s', (_, leafOf) => {
    expect(proveEntry(shownEntry(sealingEntry, leafOf).entry, key)).toMatchObject({ ok: true, value: { index: 1 } });
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
