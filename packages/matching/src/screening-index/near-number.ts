import type { PreparedPerson } from '../evidence/index.js';
import { slipDistance } from '../identity-number/index.js';
import { visitBlock } from './block-table.js';
import type { IndexStore } from './index-store.js';
import { type DoubtfulNumbers, isNear, mostSlips } from './number-that-adds.js';
import { preparedPersonOf } from './prepared-person.js';
import { firstRowOf, flagsOf, highOf, lowOf, rowFlag } from './row-table.js';

const mostLooked = 20_000;

/**
 * Calls `visit` with the first row of everybody born on a date asked about whose number lies a slip or two from the one asked about, one
 * of the two failing its check: a name need not agree then (decision A2). Those one slip away are found by the number itself on any date.
 * @returns whether all were looked at; a day with too many of them is not
 */
export function visitNearNumbers(
  store: IndexStore,
  asked: PreparedPerson,
  numbers: DoubtfulNumbers,
  visit: (row: number) => void,
): boolean {
  const failing = numbers.failing.map(({ number }) => number);
  const valid = asked.documents.filter(({ status }) => status === 'valid').map(({ number }) => number);
  let looked = 0;
  for (const date of asked.birthDates) {
    if (failing.length > 0) {
      visitBlock(store.anchored, Number(date), (row) => {
        if ((flagsOf(store.rows, row) & rowFlag.removed) !== 0) return true;
        if (isNear(numbers, lowOf(store.rows, row), highOf(store.rows, row))) visit(row);
        return (looked += 1) < mostLooked;
      });
    }
    if (failing.length + valid.length === 0) continue;
    visitBlock(store.loose, Number(date), (row) => {
      const flags = flagsOf(store.rows, row);
      if ((flags & rowFlag.removed) !== 0) return true;
      const isFailed = (flags & rowFlag.failed) !== 0;
      if (!isFailed && failing.length === 0) return true;
      const first = firstRowOf(store.rows, row);
      const against = isFailed ? [...failing, ...valid] : failing;
      if (holdsNearNumber(preparedPersonOf(store, first), against)) visit(first);
      return (looked += 1) < mostLooked;
    });
  }
  return looked < mostLooked;
}

function holdsNearNumber({ documents }: PreparedPerson, numbers: readonly string[]): boolean {
  return documents.some(
    ({ status, number }) => (status === 'valid' || status === 'invalid') && areNear(number, numbers),
  );
}

function areNear(number: string, others: readonly string[]): boolean {
  return others.some((other) => slipDistance(number, other, mostSlips) <= mostSlips);
}
