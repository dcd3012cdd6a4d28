import { expect, it } from 'vitest';
import { addToBlock, blockLength, createBlockTable, settle, visitBlock, visitPassing } from './block-table.js';

const listOf = (table: ReturnType<typeof createBlockTable>, key: number) => {
  const found: [number, number][] = [];
  visitBlock(table, key, (row, mark) => found.push([row, mark]) > 0);
  return found;
};

it('a settled list holds the same entries in the order of their marks, takes no idle room, and goes on being added to', () => {
  const table = createBlockTable(0, 0);
  const key = (row: number) => (row % 7) + 1;
  for (let row = 0; row < 1000; row += 1) addToBlock(table, key(row), row, Math.imul(row, 0x9e3779b9) >>> 0);
  const before = listOf(table, 3);
  settle(table);
  const after = listOf(table, 3);
  expect(after).toEqual([...before].sort((a, b) => a[1] - b[1]));
  expect(table.runs).toHaveLength(1 + 1000 * 2 + 7 * 2);
  addToBlock(table, 3, 5000, 1);
  expect(listOf(table, 3)).toEqual([[5000, 1], ...after]);
  expect(blockLength(table, 3)).toBe(after.length + 1);
  settle(table);
  expect(listOf(table, 3)).toContainEqual([5000, 1]);
});

it('a list longer than a run is settled in several, and lets nobody be lost', () => {
  const table = createBlockTable(0, 0);
  const length = 150_000;
  for (let row = 0; row < length; row += 1) addToBlock(table, 1, row, length - row);
  settle(table);
  const rows = new Set(listOf(table, 1).map(([row]) => row));
  expect(rows.size).toBe(length);
  const passing: number[] = [];
  const read = visitPassing(table, 1, Infinity, {
    ranges: () => undefined,
    passes: (mark) => mark % 50_000 === 0,
    visit: (row) => passing.push(row) > 0,
  });
  expect(read).toBe(length);
  expect(passing.sort((a, b) => a - b)).toEqual([0, 50_000, 100_000]);
});

it('reading ends with the run behind the most that is read', () => {
  const table = createBlockTable(0, 0);
  for (let row = 0; row < 150_000; row += 1) addToBlock(table, 1, row, row);
  settle(table);
  expect(
    visitPassing(table, 1, 10, { ranges: () => undefined, passes: () => false, visit: () => true }),
  ).toBeLessThanOrEqual(65_535);
});

it('of a settled list only the marks between are read, and whatever was added since', () => {
  const table = createBlockTable(0, 0);
  for (let row = 0; row < 1000; row += 1) addToBlock(table, 1, row, (row * 7919) % 1000);
  settle(table);
  addToBlock(table, 1, 5000, 400);
  const found: number[] = [];
  const between = Uint32Array.of(0, 9, 300, 304, 990, 2000);
  const read = visitPassing(table, 1, Infinity, {
    ranges: () => between,
    passes: () => true,
    visit: (row) => found.push(row) > 0,
  });
  const wanted = Array.from({ length: 1000 }, (_, row) => row).filter((row) => {
    const mark = (row * 7919) % 1000;
    return mark <= 9 || (mark >= 300 && mark <= 304) || mark >= 990;
  });
  expect(found.sort((a, b) => a - b)).toEqual([...wanted, 5000]);
  expect(read).toBe(26);
});

it('whoever asks by a key finds its list alone, be it a day or any other number, however many keys there are', () => {
  const table = createBlockTable(0, 0);
  const days = Array.from(
    { length: 900 },
    (_, at) => 19_500_101 + (at % 28) + (at % 11) * 100 + at * 10_000 * (at % 3),
  );
  const others = [1987, 19_871_399, 19_870_145, 18_790_101, 21_360_101, 0x80000000, 0xffffffff];
  const rows = new Map<number, number[]>();
  for (const [row, key] of [...days, ...others, ...days.map((day) => day + 10_000)].entries()) {
    addToBlock(table, key, row, 0);
    rows.set(key, [...(rows.get(key) ?? []), row]);
    if (row === 1000) settle(table);
  }
  for (const [key, wanted] of rows) expect(new Set(listOf(table, key).map(([row]) => row))).toEqual(new Set(wanted));
  for (const key of [0, 18_800_000, 19_990_230, 19_871_300, 21_359_999, 0x7fffffff].filter((one) => !rows.has(one)))
    expect(listOf(table, key)).toEqual([]);
});
