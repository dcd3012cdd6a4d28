import type { JournalEntrySummary, LogGapView } from '@gatehouse/contract';
import type { ClosedLog } from './store/closed-log-store.js';

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

/** What everybody may know of a closed log and the gap behind it. */
export function logGapView({ log, origin, size, held, fits, reason, closedAt }: ClosedLog): LogGapView {
  return { log, origin, size, held, fits, reason, closedAt: closedAt.toISOString() };
}
