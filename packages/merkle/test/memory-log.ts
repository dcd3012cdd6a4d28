import { formatCheckpoint } from '../src/checkpoint.js';
import { emptyFrontier, type Frontier, frontierRoot } from '../src/frontier.js';
import { formatNote, signNote } from '../src/note.js';
import { formatVerifierKey, signerKey } from '../src/note-key.js';
import { noteSigner } from '../src/note-signature.js';
import type { ReadFile } from '../src/read-tile.js';
import { planAppend } from '../src/tiles.js';
import { numberedEntry } from './recursive-tree.js';

/** A published log in memory: its files by path, which a test may change behind the log's back. */
export interface MemoryLog {
  readonly files: Map<string, Uint8Array>;
  readonly readFile: ReadFile;
  frontier: Frontier;
}

export const TEST_ORIGIN = 'log.example.test/journal';

/** The key of the logs of the tests, from a secret anybody can read here. */
export const TEST_KEY = signerKey(TEST_ORIGIN, new Uint8Array(32).fill(7));

/** A log grown by batches of the given sizes, each with a checkpoint, as a sequencer would. */
export async function growMemoryLog(batches: readonly number[]): Promise<MemoryLog> {
  const files = new Map<string, Uint8Array>();
  const log: MemoryLog = { files, readFile: async (path) => files.get(path), frontier: emptyFrontier() };
  files.set('vkey', new TextEncoder().encode(`${formatVerifierKey(TEST_KEY)}\n`));
  publishCheckpoint(log);
  for (const batch of batches) await appendToMemoryLog(log, batch);
  return log;
}

/** Appends entries, or as many of the next numbered ones, and publishes a checkpoint. */
export async function appendToMemoryLog(log: MemoryLog, added: number | readonly Uint8Array[]): Promise<void> {
  const first = log.frontier.size;
  const entries =
    typeof added === 'number' ? Array.from({ length: added }, (_, position) => numberedEntry(first + position)) : added;
  const plan = await planAppend(log.frontier, entries, log.readFile);
  for (const { path, bytes } of plan.files) log.files.set(path, bytes);
  log.frontier = plan.frontier;
  publishCheckpoint(log);
}

/** The signed checkpoint of a frontier, as bytes. */
export function signedCheckpoint(frontier: Frontier, origin = TEST_ORIGIN): Uint8Array {
  const text = formatCheckpoint({ origin, size: frontier.size, rootHash: frontierRoot(frontier) });
  return new TextEncoder().encode(formatNote(signNote({ text, signatures: [] }, [noteSigner(TEST_KEY)])));
}

function publishCheckpoint(log: MemoryLog): void {
  log.files.set('checkpoint', signedCheckpoint(log.frontier));
}
