import type { SharedIndex } from './create-index.js';
import { type IndexStore, visitNumber } from './index-store.js';
import { flagsOf, highOf, isNumbered, lowOf, rowFlag } from './row-table.js';
import { storeOf } from './store-parts.js';
import { textAt } from './text-pool.js';

/** A join by number alone: ids of people and records that hold the same one, from the smaller side. */
export interface NumberJoin {
  readonly length: number;
  run(from: number, to: number, found: (personId: string, recordId: string) => void): void;
}

const skipped = rowFlag.removed | rowFlag.further;

/** Opens a join by number alone, as `openJoin` does the rest. */
export function openNumberJoin(people: SharedIndex, records: SharedIndex): NumberJoin {
  const [left, right] = [people.map(storeOf), records.map(storeOf)];
  const sides = left.flatMap((own) => right.map((other) => [own, other] as const));
  const stepsOf = (own: IndexStore, other: IndexStore) => (own.people < other.people ? own : other).rows.count;
  return {
    length: sides.reduce((sum, [own, other]) => sum + stepsOf(own, other), 0),
    run: (from, to, found) => {
      let before = 0;
      for (const [own, other] of sides) {
        const fromPeople = own.people < other.people;
        const end = Math.min(stepsOf(own, other), to - before);
        for (let row = Math.max(0, from - before); row < end; row += 1) {
          if (fromPeople) holders(own, row, other, (met) => found(textAt(own.texts, row), textAt(other.texts, met)));
          else holders(other, row, own, (met) => found(textAt(own.texts, met), textAt(other.texts, row)));
        }
        before += stepsOf(own, other);
      }
    },
  };
}

function holders(own: IndexStore, row: number, other: IndexStore, visit: (row: number) => void): void {
  const flags = flagsOf(own.rows, row);
  const [low, high] = [lowOf(own.rows, row), highOf(own.rows, row)];
  if ((flags & skipped) !== 0 || !isNumbered(own.rows, row)) return;
  visitNumber(other, { low, high, hashed: (flags & rowFlag.hashed) !== 0 }, (met) => {
    visit(met);
    return true;
  });
}
