import { expect, test } from 'vitest';
import { addRecord } from './add-person.js';
import { agreeingDates } from './agreeing-dates.js';
import { addToBlock, createBlockTable } from './block-table.js';
import { createStore } from './index-store.js';
import { reachOfNumber } from './reach-of-number.js';
import { expectedCheckCharacter } from '../identity-number/index.js';

const limit = 400;
const dates = [
  '19800512',
  '20000101',
  '19991231',
  '20000229',
  '19890101',
  '19120203',
  '20100110',
  '19771007',
  '19680220',
];

test('a rough count of whom a birth date may reach misses no date that agrees with it', () => {
  for (const date of dates) {
    const own = createStore();
    const body = `100101${date}001`;
    addRecord(own, {
      ...{ id: 'P1', name: '欧阳小明' },
      documents: [{ docType: 'resident_id', docNumber: body + (expectedCheckCharacter(body) ?? '') }],
    });
    const agreeing = new Set(agreeingDates([date]).flatMap(({ dates: found }) => found));
    const missed = [...agreeing].filter((found) => {
      const loose = createBlockTable(1, 1);
      addToBlock(loose, found, 0, 0);
      return reachOfNumber({ ...createStore(), loose }, limit)(own, 0) === 0;
    });
    expect(missed, date).toEqual([]);
  }
});

test('where many stand around a date, those are counted whose date agrees with it', () => {
  const own = createStore();
  const body = '10010119800512001';
  addRecord(own, {
    ...{ id: 'P1', name: '欧阳小明' },
    documents: [{ docType: 'resident_id', docNumber: body + (expectedCheckCharacter(body) ?? '') }],
  });
  const loose = createBlockTable(1, 1);
  for (let row = 0; row < limit * 2; row += 1) addToBlock(loose, 19800927, row, 0);
  expect(reachOfNumber({ ...createStore(), loose }, limit)(own, 0)).toBe(0);
  addToBlock(loose, 19800513, limit * 2, 0);
  expect(reachOfNumber({ ...createStore(), loose }, limit)(own, 0)).toBe(1);
});
