import type { EntryDifference } from '@gatehouse/contract';

/** Differences that leave nothing of an entry to be shown. */
const nothing: readonly EntryDifference[] = ['content', 'place', 'missing', 'unplaced'];

/** What a page can still show of an entry that differs from the log: its published words, the row's alone, or nothing. */
export function whatIsLeft(
  changed: readonly EntryDifference[],
): 'published' | 'unproven' | 'nothing' | 'neverPublished' {
  if (changed.includes('unplaced')) return 'neverPublished';
  if (changed.some((one) => nothing.includes(one))) return 'nothing';
  return changed.includes('files') ? 'unproven' : 'published';
}
