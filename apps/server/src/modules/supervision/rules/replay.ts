/** An action as the list of actions keeps it: columns as they stand from then on. */
export type OrderAction = { readonly verb: string; readonly detail: Readonly<Record<string, unknown>> };

/** Columns of an order that say nothing of the person or the case: what an action may hold, and what replays. */
export const replayedColumns = [
  'regime',
  'effectiveOn',
  'sentence',
  'sentenceEndsOn',
  'paroledOn',
  'years',
  'postClasses',
  'exposesChild',
  'state',
  'endsEarlyOn',
  'endsOn',
  'enteredBy',
  'verifiedBy',
  'toldId',
  'servedOn',
  'servedDocument',
  'certificateFileId',
  'changeKind',
  'changeBy',
] as const;
export type ReplayedColumn = (typeof replayedColumns)[number];

/** Where an order stands after its actions, in their order. */
export function replay(actions: readonly OrderAction[]): Readonly<Record<string, unknown>> {
  return actions.reduce<Record<string, unknown>>((columns, { detail }) => ({ ...columns, ...detail }), {});
}

/** What an action keeps of a change of the row. */
export function detailOf(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(changes).filter(([column]) => (replayedColumns as readonly string[]).includes(column));
  return Object.fromEntries(kept);
}
