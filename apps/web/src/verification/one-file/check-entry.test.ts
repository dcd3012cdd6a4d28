import { commitEntry, entryLeaf, formatVerifierKey, signerKey } from '@gatehouse/merkle';
import { describe, expect, it } from 'vitest';
import { logOfTwo, sealingEntry } from '../../../../../test/harness/log-of-two.js';
import { checkProof } from './check-proof.js';
import { readTrust } from './trust.js';
import words from './words.json' with { type: 'json' };

const signer = signerKey('log.example/demonstration', new Uint8Array(32).fill(7));
const entry = '{"act":"inquiry.ask","outcome":"done"}';

/** The proof of an entry as the own page gives it: its bytes filled up with spaces, which the file leaves out. */
function proofOf(said: string, leafOf?: typeof entryLeaf) {
  const canonicalBytes = 512;
  const { receipt, salt } = logOfTwo(signer, said.padEnd(canonicalBytes), leafOf);
  return { receipt, salt: Buffer.from(salt).toString('base64url'), canonical: said, canonicalBytes };
}

async function checked(proof: object) {
  const read = readTrust(formatVerifierKey(signer));
  if (!read.ok) throw new Error(read.why.en);
  const report = await checkProof(JSON.stringify(proof), read.trust);
  if ('why' in report) throw new Error(report.why.en);
  return report;
}

describe('An entry in the one-file verifier', () => {
  it.each([
    ['any act', entry, entryLeaf, ['holds']],
    ['the seal of a day, marked', sealingEntry, entryLeaf, ['holds']],
    ['the seal of a day of before leaves were marked', sealingEntry, commitEntry, ['holds', 'unsaid']],
  ])('stands in the log: %s', async (_, said, leafOf, states) => {
    const { isProven, title, lines, facts } = await checked(proofOf(said, leafOf));
    expect(lines.map(({ state }) => state)).toEqual(states);
    expect([isProven, title]).toEqual([true, words.entryReal]);
    expect(facts.map(({ value }) => value)).toEqual(['log.example/demonstration: 1', said]);
  });

  it.each([
    ['other words', sealingEntry, { canonical: sealingEntry.replace('27', '28') }],
    ['words that would take the mark away', sealingEntry, { canonical: sealingEntry.replace('done', 'none') }],
    ['another length', entry, { canonicalBytes: 513 }],
    ['another salt', entry, { salt: 'A'.repeat(43) }],
  ])('does not with %s, marked or not', async (_, said, change) => {
    for (const leafOf of [entryLeaf, commitEntry]) {
      const { isProven, title, lines } = await checked({ ...proofOf(said, leafOf), ...change });
      expect([isProven, title, lines.map(({ state }) => state)]).toEqual([false, words.entryUnfit, ['doesNot']]);
    }
  });

  it('is no proof of what it says where it is shown closed', async () => {
    const { receipt } = proofOf(entry);
    const { isProven, lines } = await checked({ receipt });
    expect([isProven, lines.map(({ state }) => state)]).toEqual([false, ['holds', 'unsaid']]);
  });
});
