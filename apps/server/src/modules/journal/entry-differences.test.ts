import { type EntryDifference, entryDifferences, entryDifferenceWords } from '@gatehouse/contract';
import { entryLeaf } from '@gatehouse/merkle';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf, isContentPublished, type StoredEntry } from './entry-differences.js';
import { canonicalEntry, type FullEntry, saltBytes } from './rules.js';

const salt = new Uint8Array(saltBytes).fill(7);
const written: FullEntry = {
  act: 'registry.search-person',
  outcome: 'done',
  actor: 'account:0b7e0000-0000-4000-8000-000000000001',
  object: { kind: 'registry.person', id: '0b7e0000-0000-4000-8000-000000000002' },
  subjects: ['aa', 'bb'],
  at: '2026-11-23T01:00:00.000Z',
  node: 'test',
};

/** An entry as it was written, and the leaf that the log was given for it. */
function stored(entry: FullEntry = written): { readonly row: StoredEntry; readonly leaf: Uint8Array } {
  const canonical = canonicalEntry(entry);
  const leaf = entryLeaf(salt, canonical);
  const { act, outcome, actor, object, subjects = [], at } = entry;
  const row: StoredEntry = {
    ...{ act, outcome, actor, subjects, at: new Date(at), commitment: leaf, placed: leaf, opened: { salt, canonical } },
    ...{ objectKind: object?.kind ?? null, objectId: object?.id ?? null },
  };
  return { row, leaf };
}

const { row, leaf } = stored();
const other = stored({ ...written, actor: 'account:0b7e0000-0000-4000-8000-000000000009' });
const noise = new Uint8Array(32).fill(1);

describe('an entry beside the leaf that was published at its place', () => {
  it.each<[string, Partial<StoredEntry>, readonly EntryDifference[]]>([
    ['as it was written', {}, []],
    ['with its persons in another order', { subjects: ['bb', 'aa'] }, []],
    ['in the name of somebody else', { actor: 'account:somebody-else' }, ['actor']],
    ['as another act', { act: 'inquiry.release' }, ['act']],
    ['with another outcome', { outcome: 'refused' }, ['outcome']],
    ['at another time', { at: new Date('2026-11-22T01:00:00.000Z') }, ['time']],
    ['about something else', { objectId: 'other' }, ['object']],
    ['about another kind of thing', { objectKind: 'inquiry' }, ['object']],
    ['about nothing', { objectKind: null, objectId: null }, ['object']],
    ['about another person', { subjects: ['aa', 'cc'] }, ['subjects']],
    ['about one person less', { subjects: ['aa'] }, ['subjects']],
    ['about one person more', { subjects: ['aa', 'bb', 'cc'] }, ['subjects']],
    [
      'changed in all it says',
      { ...other.row, act: 'x', opened: row.opened, commitment: leaf, placed: leaf },
      ['act', 'actor'],
    ],
    ['with another commitment in its row', { commitment: noise }, ['commitment']],
    ['with another commitment at its place', { placed: noise }, ['commitment']],
    ['with both', { placed: noise, actor: 'x' }, ['commitment', 'actor']],
    ['sealed anew with other words', { ...other.row, commitment: leaf, placed: leaf }, ['content']],
    ['sealed anew with other words and their commitment', other.row, ['place']],
    ['that does not open', { opened: 'unreadable' }, ['content']],
    ['whose key was destroyed', { opened: 'erased' }, []],
    ['whose key was destroyed, and its row then changed', { opened: 'erased', commitment: noise }, ['commitment']],
  ])('%s', (_, changed, differs) => {
    expect(differencesOf({ ...row, ...changed }, leaf)).toEqual(differs);
  });

  it('that is not there any more, and a row that no leaf stands for', () => {
    expect(differencesOf(undefined, leaf)).toEqual(['missing']);
    expect(differencesOf(row, undefined)).toEqual(['unplaced']);
    expect(differencesOf(undefined, undefined)).toEqual([]);
  });

  it('of a seal of a day: marked openly, or of before leaves were marked', () => {
    const seal = stored({ ...written, act: 'journal.seal-day', details: { epoch: '2026-11-22' } });
    expect(seal.leaf.length).toBe(51);
    expect(differencesOf(seal.row, seal.leaf)).toEqual([]);
    const old = seal.leaf.subarray(0, 32);
    expect(differencesOf({ ...seal.row, commitment: old, placed: old }, old)).toEqual([]);
    const later = Buffer.from(seal.leaf);
    later.set(Buffer.from('23'), later.length - 2);
    expect(differencesOf({ ...seal.row, commitment: later, placed: later }, later)).toEqual(['content']);
  });

  it('never fits another leaf than its own, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.stringMatching(/^[0-9a-f]{64}$/)), (act, id, subjects) => {
        const one = stored({ ...written, act, object: { kind: 'test', id }, subjects });
        expect(differencesOf(one.row, one.leaf)).toEqual([]);
        expect(differencesOf({ ...one.row, act: `${act}x` }, one.leaf)).toEqual(['act']);
        expect(differencesOf(one.row, leaf)).toEqual(['place']);
      }),
    );
  });

  it('is believed in its sealed words where those are what was published, and in nothing where they are not', () => {
    const believed = entryDifferences.filter((one) => isContentPublished([one]));
    expect(believed).toEqual(['commitment', 'act', 'outcome', 'actor', 'object', 'time', 'subjects', 'files']);
  });

  it('has words in both languages for each difference', () => {
    for (const one of entryDifferences) {
      expect(entryDifferenceWords[one].en).toMatch(/^[a-z]/i);
      expect(entryDifferenceWords[one].zh).toMatch(/\p{Script=Han}/u);
    }
  });
});
