import {
  EntryDifference,
  type JournalEntrySummary,
  type JournalEntryView,
  type LogComparison,
  type LogGapView,
  type LogWitnesses,
} from '@gatehouse/contract';
import type { WitnessedState } from './ask-witnesses.js';
import type { OpenedEntry } from './open-entry.js';
import { readCanonicalEntry } from './rules.js';
import type { ClosedLog } from './store/closed-log-store.js';
import type { ComparisonRow, DifferenceRow } from './store/comparison-store.js';

/** An entry's row as a list shows it, and what of it is known to differ from the log. */
export function entrySummary(row: {
  readonly id: string;
  readonly leafIndex: number | null;
  readonly act: string;
  readonly outcome: string;
  readonly actor: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly at: Date;
  readonly differs: readonly string[];
}): JournalEntrySummary {
  return {
    id: row.id,
    index: row.leafIndex,
    act: row.act,
    outcome: row.outcome as JournalEntrySummary['outcome'],
    actor: row.actor,
    object: row.objectKind === null || row.objectId === null ? null : { kind: row.objectKind, id: row.objectId },
    at: row.at.toISOString(),
    changed: EntryDifference.array().parse(row.differs),
  };
}

/** An entry as its published words have it, in the order of what is shown; null where there are none to be believed. */
export function entryView(shown: {
  readonly id: string;
  readonly index: number | null;
  readonly changed: EntryDifference[];
  readonly leaf: Uint8Array;
  readonly content: OpenedEntry | undefined;
  readonly receipt: string | undefined;
}): JournalEntryView {
  const { leaf, content, receipt, ...rest } = shown;
  const proof = { commitment: Buffer.from(leaf).toString('hex'), receipt: receipt ?? null };
  if (content === undefined) return { ...rest, ...nothingBelieved, ...proof };
  const entry = readCanonicalEntry(content.canonical);
  const { act, outcome, actor, at, object = null, purpose = null, authority = null, details = null } = entry;
  return {
    ...{ ...rest, act, outcome, actor, at, object, purpose, authority, details, ...proof },
    salt: Buffer.from(content.salt).toString('hex'),
    canonical: new TextDecoder().decode(content.canonical),
  };
}

const nothingBelieved = {
  ...{ act: null, outcome: null, actor: null, at: null, object: null, purpose: null, authority: null, details: null },
  ...{ salt: null, canonical: null },
};

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

/** How far entries were compared with the log, and what differs. */
export function comparisonView(
  progress: ComparisonRow | undefined,
  different: number,
  first: readonly DifferenceRow[],
): LogComparison {
  return {
    whole: wholeRound(progress),
    entries: progress?.compared ?? 0,
    beganAt: progress?.beganAt.toISOString() ?? null,
    different,
    differences: first.map(({ log, leafIndex, entryId, differs, foundAt }) => ({
      ...{ log, index: leafIndex, entryId, foundAt: foundAt.toISOString() },
      changed: EntryDifference.array().parse(differs),
    })),
  };
}

function wholeRound(progress: ComparisonRow | undefined): LogComparison['whole'] {
  if (progress === undefined) return null;
  const { wholeBeganAt: began, wholeEndedAt: ended, wholeCompared: entries, wholeErased: erased } = progress;
  if (began === null || ended === null || entries === null || erased === null) return null;
  return { beganAt: began.toISOString(), endedAt: ended.toISOString(), entries, erased };
}
