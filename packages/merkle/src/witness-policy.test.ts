import { describe, expect, it } from 'vitest';
import { TEST_KEY } from '../test/memory-log.js';
import { formatVerifierKey, signerKey } from './note-key.js';
import { requireValue } from './problem.js';
import { formatWitnessPolicy, isWitnessed, parseWitnessPolicy, quorumOf } from './witness-policy.js';

const witnessKey = (name: string, fill: number): string =>
  formatVerifierKey(signerKey(name, new Uint8Array(32).fill(fill), 'cosignature-v1'));
const court = witnessKey('court.example/w', 1);
const congress = witnessKey('congress.example/w', 2);
const ombudsman = witnessKey('ombudsman.example/w', 3);
const witnesses = `log ${formatVerifierKey(TEST_KEY)}
witness court ${court} https://court.example
witness congress ${congress} # without an address
witness ombudsman ${ombudsman}
`;
const policy = (rest: string) => requireValue(parseWitnessPolicy(`${witnesses}${rest}`));

describe('A policy of witnesses', () => {
  it.each([
    ['quorum none', [], true],
    ['quorum court', ['congress', 'ombudsman'], false],
    ['quorum court', ['court'], true],
    ['group two 2 court congress ombudsman\nquorum two', ['court'], false],
    ['group two 2 court congress ombudsman\nquorum two', ['ombudsman', 'court'], true],
    ['group every all court congress\nquorum every', ['court'], false],
    ['group some any court congress\nquorum some', ['congress'], true],
    ['group some any court congress\ngroup both 2 some ombudsman\nquorum both', ['court', 'congress'], false],
    ['group some any court congress\ngroup both 2 some ombudsman\nquorum both', ['court', 'ombudsman'], true],
    ['group two 2 court congress ombudsman\nquorum two', ['court', 'somebody'], false],
  ])('%s with the signatures of %j: %s', (rest, signed, expected) => {
    expect(isWitnessed(policy(rest), new Set(signed))).toBe(expected);
  });

  it.each(['quorum none', 'quorum court', 'group some any court congress\ngroup both 2 some ombudsman\nquorum both'])(
    'is written down for everybody as it was read, without addresses: %s',
    (rest) => {
      const read = policy(rest);
      const text = formatWitnessPolicy(read);
      expect(text).not.toContain('https://');
      const again = requireValue(parseWitnessPolicy(text));
      expect(formatWitnessPolicy(again)).toBe(text);
      expect(quorumOf(again).least).toBe(quorumOf(read).least);
    },
  );

  it('tells who counts and how few may suffice', () => {
    const nested = policy('group some any court congress\ngroup both 2 some ombudsman\nquorum both');
    expect(quorumOf(nested)).toMatchObject({
      least: 2,
      witnesses: [{ name: 'court' }, { name: 'congress' }, { name: 'ombudsman' }],
    });
    expect(quorumOf(policy('quorum none'))).toEqual({ witnesses: [], least: 0 });
    expect(policy('quorum none').witnesses[0]).toMatchObject({ name: 'court', address: 'https://court.example' });
  });

  it.each([
    ['a statement nobody knows', 'trust court', 5],
    ['a group of nobody', 'group two 1', 5],
    ['a member not declared', 'group two 1 court police', 5],
    ['more than there are', 'group two 3 court congress', 5],
    ['less than one', 'group two 0 court congress', 5],
    ['a member twice', 'group two 1 court court', 5],
    ['a name taken', 'group court 1 congress', 5],
    ['a second quorum', 'quorum court\nquorum congress', 6],
    ['a quorum of nobody', 'quorum police', 5],
    ['one key for two', `witness again ${court}`, 5],
    ['the key of a log for a witness', `witness log ${formatVerifierKey(TEST_KEY)}`, 5],
    ['the key of a witness for a log', `log ${court}`, 5],
    ['an address of another kind', `witness x ${witnessKey('x', 9)} ftp://x`, 5],
    ['no quorum', '', 5],
  ])('with %s is refused with its line', (_, rest, line) => {
    expect(parseWitnessPolicy(`${witnesses}${rest}`)).toMatchObject({
      ok: false,
      problem: { code: 'policy-malformed', line },
    });
  });
});
