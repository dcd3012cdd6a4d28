import canonicalize from 'canonicalize';
import type { JournalEntry } from '../../kernel/journal.js';

/** The numbers of the log's own working. */
export const journalRules = {
  /** Longest an entry may wait for its place before writing stops, in milliseconds. */
  longestWait: 5000,
  /** Pause between two rounds of the sequencer, in milliseconds: the longest an entry waits for company. */
  interval: 50,
  /** How often it looks when nobody wakes it, in milliseconds; entries staged by another process wait that long. */
  idleInterval: 1000,
  /** Most entries sequenced in one transaction. */
  batch: 2000,
  /** Pause between two rounds in which the witnesses are asked, in milliseconds. */
  witnessInterval: 5000,
  /** Longest one witness is waited for, in milliseconds. */
  witnessPatience: 10_000,
  /** How often it is looked whether a day is to be sealed, in milliseconds. */
  sealInterval: 5000,
  /** How often it is looked whether a sealed day is to be drawn from, in milliseconds. */
  drawInterval: 60_000,
  /** How often it is looked whether a month is to be fixed, in milliseconds. */
  figureInterval: 600_000,
  /** Chains read at a time when a day is sealed. */
  chainsTogether: 10_000,
  /** Most readings whose entries share one commit. */
  readsTogether: 64,
};

/** Bytes of salt before every canonical entry. */
export const saltBytes = 32;

/** Sizes an entry is padded to, in bytes, so that its length says little about its content. */
const sizeClasses = [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];

/** An entry as it is committed to: who, when, on which node, and what the act said of itself. */
export type FullEntry = Omit<JournalEntry, 'chains'> & {
  readonly actor: string;
  readonly at: string;
  readonly node: string;
  /** For each chain it continues the link, in hex: which number it has there and what went before, for whoever has the secret. */
  readonly chains?: readonly string[] | undefined;
};

/**
 * The bytes that are committed to: RFC 8785 canonical JSON in UTF-8, padded with spaces to the next size class.
 * @throws RangeError when the entry is larger than the largest class
 */
export function canonicalEntry(entry: FullEntry): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalize(entry));
  const size = sizeClasses.find((limit) => bytes.length <= limit);
  if (size === undefined)
    throw new RangeError(`a journal entry has ${bytes.length} bytes, more than ${sizeClasses.at(-1)}`);
  const padded = new Uint8Array(size).fill(0x20);
  padded.set(bytes);
  return padded;
}

/** The entry behind canonical bytes; the padding is white space to JSON. */
export function readCanonicalEntry(bytes: Uint8Array): FullEntry {
  return JSON.parse(new TextDecoder().decode(bytes)) as FullEntry;
}

/** The day that is sealed at a moment: that of UTC. */
export function epochOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
