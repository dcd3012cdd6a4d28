import type { PreparedPerson } from '../evidence/index.js';
import { latinPartsKey } from './block-keys.js';
import { blockLength, visitBlock } from './block-table.js';
import { lettersOfReadings } from './gather.js';
import type { IndexStore } from './index-store.js';
import { latestRowOf, visitByLetters } from './name-table.js';
import { firstRowOf, flagsOf, nextOfNameOf, rowFlag } from './row-table.js';

const most = 12;
const longestList = 48;

/**
 * First rows of a few people who are near though nothing makes them a match: namesakes, people of the same birthday where
 * those are few, and names that begin alike. They only show how near the nearest was.
 */
export function gatherNearest(store: IndexStore, asked: PreparedPerson): ReadonlySet<number> {
  const { rows, names } = store;
  const found = new Set<number>();
  const take = (row: number) => {
    if ((flagsOf(rows, row) & rowFlag.removed) === 0) found.add(firstRowOf(rows, row));
    return found.size < most;
  };
  for (const table of [store.loose, store.anchored]) {
    for (const date of asked.birthDates) {
      if (blockLength(table, Number(date)) <= longestList) visitBlock(table, Number(date), take);
    }
  }
  for (const name of asked.names) {
    const parts = name.characters.length === 0 ? latinPartsKey(name.tokens) : undefined;
    if (parts !== undefined && blockLength(store.parts, parts) <= longestList) visitBlock(store.parts, parts, take);
    for (const letters of lettersOfReadings(name)) {
      visitByLetters(names, letters, (recorded) => {
        for (let row = latestRowOf(names, recorded); row !== 0; row = nextOfNameOf(rows, row - 1)) {
          if (!take(row - 1)) return false;
        }
        return true;
      });
    }
  }
  return found;
}
