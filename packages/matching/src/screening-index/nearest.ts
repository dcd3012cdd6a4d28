import type { PreparedPerson } from '../evidence/index.js';
import { latinPartsKey } from './block-keys.js';
import { type BlockTable, blockLength, visitBlock } from './block-table.js';
import type { IndexStore } from './index-store.js';
import { latestRowOf, visitByLetters } from './name-table.js';
import { firstRowOf, flagsOf, nextOfNameOf, rowFlag } from './row-table.js';

const mostOfKind = 32;
const longestList = 64;
const mostTold = 4;

/**
 * First rows of a few people who are near though nothing makes them a match: namesakes, people of the same birthday where
 * those are few, names that begin alike; those found in several ways first. They only show how near the nearest was.
 */
export function gatherNearest(
  store: IndexStore,
  asked: PreparedPerson,
  letters: readonly (readonly number[])[],
): readonly number[] {
  const ways = new Map<number, number>();
  let room = 0;
  const take = (row: number) => {
    if ((flagsOf(store.rows, row) & rowFlag.removed) === 0) {
      const first = firstRowOf(store.rows, row);
      ways.set(first, (ways.get(first) ?? 0) + 1);
    }
    return --room > 0;
  };
  const takeList = (table: BlockTable, key: number) => {
    room = longestList;
    if (blockLength(table, key) <= longestList) visitBlock(table, key, take);
  };
  for (const [place, name] of asked.names.entries()) {
    const parts = name.characters.length === 0 ? latinPartsKey(name.tokens) : undefined;
    if (parts !== undefined) takeList(store.parts, parts);
    room = mostOfKind;
    for (const ofReading of letters[place] ?? []) takeNamesakes(store, ofReading, take);
  }
  // Somebody with a number of their own has no use for strangers of the same birthday.
  if (asked.documents.every(({ status }) => status !== 'valid')) {
    for (const date of asked.birthDates) {
      takeList(store.loose, Number(date));
      takeList(store.anchored, Number(date));
    }
  }
  return [...ways]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, mostTold)
    .map(([first]) => first);
}

function takeNamesakes({ names, rows }: IndexStore, letters: number, take: (row: number) => boolean): void {
  visitByLetters(names, letters, (name) => {
    for (let row = latestRowOf(names, name); row !== 0; row = nextOfNameOf(rows, row - 1)) {
      if (!take(row - 1)) return false;
    }
    return true;
  });
}
