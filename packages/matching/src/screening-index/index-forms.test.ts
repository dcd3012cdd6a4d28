import { describe, expect, it } from 'vitest';
import { announcedErrors, inventPeople, seeded } from '../../../../bench/src/population/index.js';
import { type PersonEvidence, preparePerson } from '../evidence/index.js';
import { createIndex, openShared, openSnapshot } from './create-index.js';
import { SnapshotRefusal } from './snapshot.js';

const number = '100101198005120012';
const random = seeded(11);
const classes = Object.entries(announcedErrors);
const people = inventPeople(random, 300, 'R');
const records = people.map((person, place) => slipped(person, place % 3 === 0));
const asked = people.slice(0, 120).map((person, place) => ({ ...slipped(person, place % 2 === 0), id: `P${place}` }));
const index = createIndex(records);
const answers = (reader: { screen(person: PersonEvidence): unknown }) => asked.map((person) => reader.screen(person));

describe('a snapshot', () => {
  const bytes = index.toBytes();

  it('answers as the index it was made of, and takes and loses records as one', () => {
    const opened = openSnapshot(bytes.slice());
    expect(opened.size).toBe(index.size);
    expect(answers(opened)).toEqual(answers(index));
    const [first] = records;
    expect(opened.find(first?.id ?? '')).toEqual(index.find(first?.id ?? ''));
    expect(opened.remove(first?.id ?? '')).toBe(true);
    opened.add({ ...first, id: first?.id ?? '' });
    expect(answers(opened)).toEqual(answers(index));
  });

  it.each<PersonEvidence>([
    { id: 'alone', name: '王小明', documents: [{ docNumber: number }] },
    { id: 'stated', name: '王小明', birthDate: '1980-05-12', documents: [{ docNumber: number }] },
    { id: 'other', name: '王小明', birthDate: '1980-12-05', documents: [{ docNumber: number }] },
    { id: 'year', name: '王小明', birthDate: '1980', documents: [{ docNumber: number }] },
    { id: 'bare', name: '王小明', birthDate: '1980-05-12', sex: 'male', nationality: 'CN' },
    { id: 'undated', name: '王小明' },
  ])('reads from its row as it was added: $id', (record) => {
    const opened = openSnapshot(createIndex([record]).toBytes());
    expect(preparePerson(opened.find(record.id) ?? { id: '' })).toEqual(preparePerson(record));
    expect(opened.screen({ ...record, documents: [] })).toEqual(
      createIndex([record]).screen({ ...record, documents: [] }),
    );
  });

  it('knows more nationalities than a row has room for', () => {
    const many = Array.from({ length: 60 }, (_, place) => ({
      id: `${place}`,
      nationality: `X${place}`,
      name: '王小明',
    }));
    const opened = openSnapshot(createIndex(many).toBytes());
    expect(many.map(({ id }) => opened.find(id)?.nationality)).toEqual(many.map(({ nationality }) => nationality));
  });

  it('finds a name again that was there before, and takes one that was not', () => {
    const opened = openSnapshot(bytes.slice());
    const [name = ''] = records.map((record) => record.name ?? '').filter(Boolean);
    for (const one of [name, '欧阳虚构']) opened.add({ id: `new ${one}`, name: one, birthDate: '1980-05-12' });
    const { candidates } = opened.screen({ id: 'asked', name: '欧阳虚构', birthDate: '1980-05-12' });
    expect(candidates.map(({ id }) => id)).toContain('new 欧阳虚构');
    expect(opened.find(`new ${name}`)?.name).toBe(name);
  });

  it('opens wherever its bytes begin', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(answers(openSnapshot(shifted.subarray(3)))).toEqual(answers(index));
  });

  it.each([
    ['not_a_snapshot', new Uint8Array(200)],
    ['not_a_snapshot', bytes.slice(0, 7)],
    ['cut_short', bytes.slice(0, bytes.length - 1)],
    ['cut_short', bytes.slice(0, bytes.length >>> 1)],
    ['changed', changed(bytes, bytes.length >>> 1)],
    ['changed', changed(bytes, bytes.length - 1)],
    ['other_format', changed(bytes, 5)],
  ])('is refused: %s', (code, broken) => {
    expect(() => openSnapshot(broken)).toThrow(expect.objectContaining({ name: 'SnapshotRefusal', code }));
  });

  it('of other rules is refused', () => {
    const text = String.fromCharCode(...bytes.subarray(0, 200));
    const at = text.indexOf('ruleVersion":"') + 'ruleVersion":"'.length;
    const other = changed(bytes, at);
    const digest = () => other.slice(-32);
    expect(() => openSnapshot(other, digest)).toThrow(SnapshotRefusal);
    expect(() => openSnapshot(other, digest)).toThrow(/other matching rules/);
  });
});

describe('a shared index', () => {
  it('answers in the reader as it stood, less what was taken out since; its owner sees what is added at once', () => {
    const own = createIndex(records);
    const reader = openShared(structuredClone(own.share()));
    expect(answers(reader)).toEqual(answers(index));
    own.add({ id: 'new', name: '欧阳小明', documents: [{ docNumber: '100101198005120012' }] });
    expect(own.findByNumber('100101198005120012')).toEqual(['new']);
    expect(reader.findByNumber('100101198005120012')).toEqual([]);
    const gone = records.find(({ documents }) => documents?.[0]?.docNumber.length === 18);
    const number = gone?.documents?.[0]?.docNumber ?? '';
    expect(reader.findByNumber(number)).toContain(gone?.id);
    own.remove(gone?.id ?? '');
    expect(reader.findByNumber(number)).not.toContain(gone?.id);
    expect(openShared(own.share()).findByNumber('100101198005120012')).toEqual(['new']);
  });

  it('that was opened from bytes answers and loses people in its readers too', () => {
    const own = openSnapshot(index.toBytes());
    const reader = openShared(structuredClone(own.share()));
    expect(answers(reader)).toEqual(answers(index));
    const gone = records.find(({ documents }) => documents?.[0]?.docNumber.length === 18);
    own.remove(gone?.id ?? '');
    expect(reader.findByNumber(gone?.documents?.[0]?.docNumber ?? '')).not.toContain(gone?.id);
  });

  it('keeps adding to a person whom an earlier share holds', () => {
    const own = createIndex(records);
    own.share();
    own.add({ id: 'R1', documents: [{ docType: 'passport', docNumber: 'E12345678' }] });
    expect(own.findByNumber('E12345678')).toEqual(['R1']);
    expect(own.size).toBe(index.size);
    expect(own.find('R1')?.name).toBe(index.find('R1')?.name);
  });
});

function slipped(person: (typeof people)[number], isSlipped: boolean): PersonEvidence {
  const { id, name, sex, birthDate, documents, nationality } = person;
  const written = { id, name, sex, birthDate, documents, nationality };
  return isSlipped ? { ...(random.pick(classes)[1](person, random) ?? written), id } : written;
}

function changed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('picking somebody by chance', () => {
  it('takes anybody there is, nobody who was taken out, and each when asked at every share', () => {
    const own = createIndex([]);
    expect(own.pick(0.5)).toBeUndefined();
    for (const { id } of people.slice(0, 20))
      own.add({ id, name: '欧阳小明', formerNames: ['王小明'], birthDate: '1980-05-12' });
    own.share();
    for (const { id } of people.slice(20, 40)) own.add({ id, name: '赵甲', birthDate: '1981-01-01' });
    for (const { id } of people.slice(0, 40).filter((_, place) => place % 3 === 0)) own.remove(id);
    const left = people.slice(0, 40).filter((_, place) => place % 3 !== 0);
    const picked = new Set(Array.from({ length: 1000 }, (_, step) => own.pick(step / 1000)));
    expect([...picked].sort()).toEqual(left.map(({ id }) => id).sort());
  });
});
