import type { EntryDifference } from '@gatehouse/contract';
import { leavesOfEntry } from '@gatehouse/merkle';
import { nodeSha256 } from './log-folder.js';
import type { OpenedRow } from './open-entry.js';
import { type FullEntry, readCanonicalEntry } from './rules.js';

/** What the columns of an entry's row say of it; whoever writes into the database can have them say anything. */
export type EntryFacts = {
  readonly act: string;
  readonly outcome: string;
  readonly actor: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly at: Date;
  /** Keyed tokens of the persons concerned, in hex. */
  readonly subjects: readonly string[];
};

/** An entry as the database holds it. */
export type StoredEntry = EntryFacts & {
  /** The bytes of its leaf, as its own row has them and as its place does. */
  readonly commitment: Uint8Array;
  readonly placed: Uint8Array;
  readonly opened: OpenedRow;
};

/**
 * What of a stored entry differs from the leaf that the published log holds at its place; empty: nothing. What the row says is compared with the
 * sealed words, and those with the leaf, SHA-256 over salt and words (C2SP tlog-tiles: a leaf never changes). An entry whose key was destroyed is
 * erased: its leaf alone is compared.
 * @param leaf undefined where the log holds none at that place
 */
export function differencesOf(
  stored: StoredEntry | undefined,
  leaf: Uint8Array | undefined,
): readonly EntryDifference[] {
  if (stored === undefined) return leaf === undefined ? [] : ['missing'];
  if (leaf === undefined) return ['unplaced'];
  const { opened, commitment, placed } = stored;
  if (opened === 'unreadable') return ['content'];
  const isCommitted = isSame(commitment, leaf) && isSame(placed, leaf);
  if (opened === 'erased') return isCommitted ? [] : ['commitment'];
  const leaves = leavesOfEntry(opened.salt, opened.canonical, nodeSha256);
  if (!leaves.some((own) => isSame(own, leaf)))
    return [leaves.some((own) => isSame(own, commitment)) ? 'place' : 'content'];
  const said = differentFacts(stored, readCanonicalEntry(opened.canonical));
  return isCommitted ? said : ['commitment', ...said];
}

/** Differences that leave nothing of an entry to be believed; with the others the sealed words are still those that the log was given. */
const nothingLeft: readonly EntryDifference[] = ['content', 'place', 'missing', 'unplaced'];

/** Whether the sealed words are those that the log was given, whatever the row says beside them. */
export function isContentPublished(differences: readonly EntryDifference[]): boolean {
  return !differences.some((one) => nothingLeft.includes(one));
}

function differentFacts(row: EntryFacts, entry: FullEntry): EntryDifference[] {
  const objectKind = entry.object?.kind ?? null;
  const objectId = entry.object?.id ?? null;
  const differs: Partial<Record<EntryDifference, boolean>> = {
    act: row.act !== entry.act,
    outcome: row.outcome !== entry.outcome,
    actor: row.actor !== entry.actor,
    object: row.objectKind !== objectKind || row.objectId !== objectId,
    time: row.at.getTime() !== new Date(entry.at).getTime(),
    subjects: setOf(row.subjects) !== setOf(entry.subjects ?? []),
  };
  return (Object.keys(differs) as EntryDifference[]).filter((name) => differs[name]);
}

function setOf(tokens: readonly string[]): string {
  return [...new Set(tokens.map((token) => token.toLowerCase()))].sort().join(' ');
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}
