import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeEntryBundle,
  entryBundlePath,
  numberInChain,
  parseCheckpoint,
  parseNote,
  type ReadFile,
} from '@gatehouse/merkle';

/** One log of a node's chain. */
export type PlacedLog = {
  readonly number: number;
  readonly readFile: ReadFile;
  /** The signed checkpoint of another log of the chain, where it lies there. */
  readonly checkpointOf: (origin: string) => Promise<string | undefined>;
};

/** What the first entry of a log declares of those before it. */
export type Opening = {
  readonly reason: string;
  readonly closed: readonly { origin: string; size: number; held: number; checkpoint: string }[];
};

const mostLogs = 1000;
const mostBytes = 1_000_000;

/** The logs of a node, the first one first: a closed log names the one that goes on after all that were closed. */
export async function chainOf(first: ReadFile): Promise<PlacedLog[]> {
  const logs = new Map<number, ReadFile>([[1, first]]);
  const last = Number(/^log-(\d+)\s*$/.exec((await textOf(first, 'closed')) ?? '')?.[1] ?? 1);
  for (let number = 2; number <= Math.min(last, mostLogs); number += 1) {
    const read: ReadFile = (path, maximum) => first(`log-${number}/${path}`, maximum);
    // One that was never published, since it was passed over, is declared by the one that goes on.
    if (number === last || (await textOf(read, 'checkpoint')) !== undefined) logs.set(number, read);
  }
  const checkpointOf = async (origin: string): Promise<string | undefined> => {
    const number = numberInChain(origin);
    const read = logs.get(number);
    return read === undefined ? undefined : textOf(read, 'checkpoint');
  };
  return [...logs].map(([number, read]) => ({ number, readFile: read, checkpointOf }));
}

/**
 * The declaration at the beginning of a log, held against its first leaf; undefined where there is none or it is not the one
 * that was committed to.
 */
export async function readOpening(read: ReadFile): Promise<Opening | undefined> {
  const text = await textOf(read, 'opening');
  const leaf = await firstLeaf(read);
  if (text === undefined || leaf === undefined) return undefined;
  const { salt, canonical } = JSON.parse(text) as { salt: string; canonical: string };
  const commitment = createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonical).digest();
  if (!commitment.equals(leaf)) return undefined;
  const entry = JSON.parse(canonical) as { act: string; details: Opening };
  return entry.act === 'journal.recover' ? entry.details : undefined;
}

async function firstLeaf(read: ReadFile): Promise<Uint8Array | undefined> {
  const note = await read('checkpoint', mostBytes);
  const parsed = note === undefined ? undefined : parseNote(note);
  const checkpoint = parsed?.ok === true ? parseCheckpoint(parsed.value.text) : undefined;
  if (checkpoint?.ok !== true) return undefined;
  const bytes = await read(entryBundlePath(0, Math.min(256, checkpoint.value.size)), mostBytes);
  return bytes === undefined ? undefined : decodeEntryBundle(bytes)?.[0];
}

async function textOf(read: ReadFile, path: string): Promise<string | undefined> {
  const bytes = await read(path, mostBytes);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

/** The files of a log in a folder. */
export function fromFolder(folder: string): ReadFile {
  return (path) => readFile(join(folder, path)).catch(() => undefined);
}

/** The files of a log at an address. */
export function fromAddress(address: string): ReadFile {
  const base = address.endsWith('/') ? address : `${address}/`;
  return async (path, maximumBytes) => {
    const answer = await fetch(new URL(path, base));
    if (!answer.ok) return undefined;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length > maximumBytes ? bytes.subarray(0, maximumBytes + 1) : bytes;
  };
}
