import type { EntryDifference } from '@gatehouse/contract';

/** Where a round of the comparison is: `log` 0 walks the rows by id, each other number the places of that log of the chain. */
export type RoundPlace = { readonly log: number; readonly nextIndex: number; readonly afterId: string | null };

/** Something that differs: a place of the log, a row, or both. Random ids and numbers alone. */
export type Difference = {
  readonly log: number | null;
  readonly leafIndex: number | null;
  readonly entryId: string | null;
  readonly differs: readonly EntryDifference[];
};

/** The same as it is kept; what it was called by another version stays what it was. */
export type KeptDifference = Omit<Difference, 'differs'> & { readonly differs: readonly string[] };

/** The numbers of the comparison's own working. */
export const comparisonRules = {
  /** How long a round may take, in milliseconds: less than a day, so that each entry is compared within one. */
  round: 20 * 3_600_000,
  /** Fewest rows and places of a turn, so that a small log is not walked through in ever so many. */
  least: 256,
  /** The largest part of a round that one turn takes, after a stop for days too. */
  largestShare: 1 / 120,
  /** Most rows or places read by one transaction. */
  together: 2048,
  /** Pause between two turns, in milliseconds. */
  interval: 60_000,
  /** For how long turns may fail before it is told, in milliseconds. */
  longestFailing: 3_600_000,
};

/**
 * How many rows and places this turn walks: as many as a round of twenty hours is behind by now, and no more than its share of all. So a round ends in
 * time whatever the size of the log and however long a turn takes.
 * @param work rows and places of the whole round
 * @param walked those that it has passed
 * @param elapsed milliseconds since it began
 */
export function stretchDue({
  work,
  walked,
  elapsed,
}: {
  readonly work: number;
  readonly walked: number;
  readonly elapsed: number;
}): number {
  const due = Math.ceil(work * Math.min(1, Math.max(0, elapsed) / comparisonRules.round)) - walked;
  const most = Math.ceil(work * comparisonRules.largestShare);
  return Math.max(comparisonRules.least, Math.min(due, most));
}

/** What is new among the found ones, and which of the open ones are no longer found. */
export function changesOf<Open extends KeptDifference>(
  found: readonly Difference[],
  open: readonly Open[],
): { readonly added: readonly Difference[]; readonly ended: readonly Open[] } {
  const [known, present] = [open, found].map((some) => new Set(some.map(nameOf)));
  return {
    added: found.filter((one) => !known?.has(nameOf(one))),
    ended: open.filter((one) => !present?.has(nameOf(one))),
  };
}

function nameOf({ log, leafIndex, entryId, differs }: KeptDifference): string {
  return JSON.stringify([log, leafIndex, entryId, [...differs].sort()]);
}
