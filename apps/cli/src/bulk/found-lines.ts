import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ResultRow } from '../screen/screener.js';

/** One line of what a thread found. `place` grows in the order of the people file. */
export type Found =
  | { readonly kind: 'pair'; readonly place: number; readonly row: ResultRow }
  /** More records agree than are compared: these rows are all that is told of the person, whatever pairs there are. */
  | { readonly kind: 'crowded'; readonly place: number; readonly rows: readonly ResultRow[] }
  | { readonly kind: 'record'; readonly id: string };

const kinds = { pair: 'p', crowded: 'c', record: 'r' } as const;

/** A find as a line: kind, place, and the rest as JSON. */
export function writeFound(found: Found): string {
  if (found.kind === 'record') return `${kinds.record}\t0\t${JSON.stringify(found.id)}\n`;
  const value = found.kind === 'pair' ? found.row : found.rows;
  return `${kinds[found.kind]}\t${found.place}\t${JSON.stringify(value)}\n`;
}

/** Reads a line of `writeFound`. */
export function readFound(line: string): Found {
  const [kind, place = '', ...rest] = line.split('\t');
  const value: unknown = JSON.parse(rest.join('\t'));
  if (kind === kinds.record) return { kind: 'record', id: value as string };
  return kind === kinds.pair
    ? { kind: 'pair', place: Number(place), row: value as ResultRow }
    : { kind: 'crowded', place: Number(place), rows: value as ResultRow[] };
}

/** The place of a line, without reading the rest; undefined for a record. */
export function placeOfLine(line: string): number | undefined {
  return line.startsWith(kinds.record) ? undefined : Number(line.slice(2, line.indexOf('\t', 2)));
}

/** The lines of several files, one file after the other. */
export async function* linesOf(files: readonly string[]): AsyncGenerator<string> {
  for (const file of files) yield* createInterface({ input: createReadStream(file), crlfDelay: Infinity });
}

/** Ids of the records that were told as crowded, each once, in an order that does not depend on the threads. */
export async function crowdedRecords(files: readonly string[]): Promise<readonly string[]> {
  const ids = new Set<string>();
  for await (const line of linesOf(files)) {
    if (placeOfLine(line) !== undefined) continue;
    const found = readFound(line);
    if (found.kind === 'record') ids.add(found.id);
  }
  return [...ids].sort();
}
