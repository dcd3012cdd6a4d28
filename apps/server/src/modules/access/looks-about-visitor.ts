import { civilDateAt } from '@gatehouse/law';
import type { Transaction } from '../../kernel/database/transaction.js';
import { type LookAboutVisitor, withheldLookStore } from './store/withheld-look-store.js';

/** How many looks are withheld on this node, by the last count; the same for everybody who asks. */
export type WithheldNow = { readonly day: string; readonly looks: number; readonly oldestSince: string | null };

/** The acts of an emergency look whose entries a person is shown: opened, looked, shown. */
export const lookActs: readonly string[] = [
  'access.approve-emergency-look',
  'access.open-emergency-look-alone',
  'supervision.look-in-emergency',
  'access.release-look',
];

/**
 * The door for the own page: looks at a visitor by officers as they may be shown today, and how many of all looks on this node are withheld. That
 * number says nothing of the visitor: it is everybody's.
 */
export async function looksAboutVisitor(
  transaction: Transaction,
  subjects: readonly string[],
): Promise<{
  readonly looks: readonly LookAboutVisitor[];
  readonly withheld: WithheldNow | undefined;
  readonly acts: readonly string[];
}> {
  const withheld = withheldLookStore(transaction);
  const looks = await withheld.about(subjects, civilDateAt(transaction.now));
  const [last] = await withheld.counts(1);
  const withheldNow = last && { day: last.day, looks: last.looks, oldestSince: last.oldestSince };
  return { looks, withheld: withheldNow, acts: lookActs };
}
