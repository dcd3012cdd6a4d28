import type { JournalEntrySummary } from '@gatehouse/contract';

/** An entry's row as a list shows it. */
export function entrySummary(row: {
  readonly id: string;
  readonly leafIndex: number | null;
  readonly act: string;
  readonly outcome: string;
  readonly actor: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly at: Date;
}): JournalEntrySummary {
  return {
    id: row.id,
    index: row.leafIndex,
    act: row.act,
    outcome: row.outcome as JournalEntrySummary['outcome'],
    actor: row.actor,
    object: row.objectKind === null || row.objectId === null ? null : { kind: row.objectKind, id: row.objectId },
    at: row.at.toISOString(),
  };
}
