import type { CivilDate } from '@gatehouse/law';

/** How many looks are withheld on a node, and since when the oldest. */
type WithheldThere = { readonly looks: number; readonly oldestSince: CivilDate | null };

/** How many looks are withheld on all nodes together, and since when the oldest of them; null where none is. */
export function withheldAnywhere(nodes: readonly WithheldThere[]): WithheldThere {
  const days = nodes.flatMap(({ oldestSince }) => oldestSince ?? []).sort();
  return { looks: nodes.reduce((all, { looks }) => all + looks, 0), oldestSince: days[0] ?? null };
}
