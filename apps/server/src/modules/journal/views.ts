import type { JournalEntrySummary, LogGapView, LogWitnesses } from '@gatehouse/contract';
import type { WitnessedState } from './ask-witnesses.js';
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

/** How the log stands to its witnesses; null where nobody was named. */
export function witnessesView(state: WitnessedState | undefined): LogWitnesses | null {
  if (state === undefined) return null;
  const { witnessed, required, witnesses } = state;
  return {
    required,
    witnessed: witnessed === undefined ? null : { size: witnessed.size, at: witnessed.at.toISOString() },
    each: witnesses.map(({ name, size, at, trouble }) => ({ name, size, at: at?.toISOString() ?? null, trouble })),
  };
}
