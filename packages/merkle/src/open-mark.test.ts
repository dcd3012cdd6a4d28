import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitEntry } from './commitment.js';
import { HASH_LENGTH } from './hash.js';
import { dayToMark, entryLeaf, leavesOfEntry, markDaySeal, sealedDayIn } from './open-mark.js';

const salt = new Uint8Array(32).fill(3);
const commitment = new Uint8Array(32).fill(5);
const sealing = { act: 'journal.seal-day', outcome: 'done', details: { epoch: '2026-11-27' } };

describe('The open mark of a leaf', () => {
  it('stands behind the commitment of an entry that seals a day, in these bytes', () => {
    const canonical = utf8ToBytes(JSON.stringify(sealing));
    const leaf = entryLeaf(salt, canonical);
    expect(bytesToHex(leaf)).toBe(
      `${bytesToHex(commitEntry(salt, canonical))}${bytesToHex(utf8ToBytes('day-seal 2026-11-27'))}`,
    );
    expect(sealedDayIn(leaf)).toBe('2026-11-27');
  });

  it.each([
    ['another act', { ...sealing, act: 'inquiry.ask' }],
    ['a seal that was refused', { ...sealing, outcome: 'refused' }],
    ['no details', { act: sealing.act, outcome: sealing.outcome }],
    ['details that are null', { ...sealing, details: null }],
    ['a day that is none', { ...sealing, details: { epoch: 'yesterday' } }],
    ['a day that is a number', { ...sealing, details: { epoch: 20261127 } }],
  ])('does not stand where the entry has %s', (_, entry) => {
    expect(dayToMark(entry)).toBeUndefined();
    const canonical = utf8ToBytes(JSON.stringify(entry));
    expect(entryLeaf(salt, canonical)).toEqual(commitEntry(salt, canonical));
  });

  it('is all that tells a seal of today from one of before; other entries have one leaf', () => {
    const canonical = utf8ToBytes(JSON.stringify(sealing));
    expect(leavesOfEntry(salt, canonical)).toEqual([entryLeaf(salt, canonical), commitEntry(salt, canonical)]);
    const other = utf8ToBytes('{"act":"inquiry.ask"}');
    expect(leavesOfEntry(salt, other)).toEqual([commitEntry(salt, other)]);
  });

  it('does not stand behind an entry that is no JSON, or no object', () => {
    for (const text of ['', '{', 'null', '7', '"day"', '[1]'])
      expect(entryLeaf(salt, utf8ToBytes(text))).toHaveLength(HASH_LENGTH);
  });

  it('is read only where it was made', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (leaf) => {
        expect(sealedDayIn(leaf)).toBeUndefined();
        expect(sealedDayIn(leaf.slice(0, HASH_LENGTH))).toBeUndefined();
      }),
    );
    const made = markDaySeal(commitment, '2026-11-27');
    for (const other of [made.slice(1), made.slice(0, -1), Uint8Array.from([...made, 0x30]), made.with(32, 0x44)])
      expect(sealedDayIn(other)).toBeUndefined();
  });
});
