import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultRow } from '../screen/screener.js';
import { type Found, linesOf, placeOfLine, readFound } from './found-lines.js';

const mostInMemory = 32 * 2 ** 20;
const slots = 65_536;
const mostWaiting = 2 ** 18;
const bands = ['strong', 'possible', 'none'];

/**
 * The result rows of each person of whom something was found, in the order of the people file, best candidate first. Where the lines are
 * many they are parted by place into files of a size that memory takes, in `folder`, which are read one after the other.
 */
export async function* orderedRows(
  files: readonly string[],
  folder: string,
  places: number,
): AsyncGenerator<readonly ResultRow[]> {
  const bytes = (await Promise.all(files.map((file) => stat(file)))).reduce((sum, { size }) => sum + size, 0);
  if (bytes <= mostInMemory) {
    yield* rowsOfPart(linesOf(files));
    return;
  }
  for (const part of await partLines(files, folder, places)) yield* rowsOfPart(linesOf([part]));
}

async function* rowsOfPart(lines: AsyncIterable<string>): AsyncGenerator<readonly ResultRow[]> {
  const found = new Map<number, Found[]>();
  for await (const line of lines) {
    const place = placeOfLine(line);
    if (place === undefined) continue;
    const known = found.get(place);
    if (known) known.push(readFound(line));
    else found.set(place, [readFound(line)]);
  }
  for (const place of [...found.keys()].sort((a, b) => a - b)) yield rowsOf(found.get(place) ?? []);
}

/** Of a person with whom more records agree than are compared, what screening them alone told; of any other their pairs. */
function rowsOf(found: readonly Found[]): readonly ResultRow[] {
  for (const one of found) if (one.kind === 'crowded') return one.rows;
  return found.flatMap((one) => (one.kind === 'pair' ? [one.row] : [])).sort(bestFirst);
}

/** As the matcher orders candidates. */
function bestFirst(a: ResultRow, b: ResultRow): number {
  const byBand = bands.indexOf(a.band) - bands.indexOf(b.band);
  return byBand || b.score - a.score || (a.registry_id < b.registry_id ? -1 : Number(a.registry_id > b.registry_id));
}

/** Parts lines by stretches of places, so that no file is much larger than memory takes. @returns the files in order */
async function partLines(files: readonly string[], folder: string, places: number): Promise<readonly string[]> {
  const slotOf = (place: number) => Math.floor((place / Math.max(1, places)) * slots);
  const partOf = partsBySize(await sizeBySlot(files, slotOf));
  const parts: string[] = [];
  const waiting: string[][] = [];
  const lengths: number[] = [];
  const flush = async (part: number) => {
    const file = await open(parts[part] ?? '', 'a', 0o600);
    await file.writeFile((waiting[part] ?? []).join(''));
    await file.close();
    waiting[part] = [];
    lengths[part] = 0;
  };
  for await (const line of linesOf(files)) {
    const place = placeOfLine(line);
    if (place === undefined) continue;
    const part = partOf[slotOf(place)] ?? 0;
    while (parts.length <= part) parts.push(join(folder, `part-${parts.length}.jsonl`));
    (waiting[part] ??= []).push(`${line}\n`);
    lengths[part] = (lengths[part] ?? 0) + line.length;
    if ((lengths[part] ?? 0) > mostWaiting) await flush(part);
  }
  for (const part of parts.keys()) await flush(part);
  return parts;
}

async function sizeBySlot(files: readonly string[], slotOf: (place: number) => number): Promise<Float64Array> {
  const sizes = new Float64Array(slots + 1);
  for await (const line of linesOf(files)) {
    const place = placeOfLine(line);
    if (place !== undefined) sizes[slotOf(place)] = (sizes[slotOf(place)] ?? 0) + line.length;
  }
  return sizes;
}

function partsBySize(sizes: Float64Array): Uint32Array {
  const parts = new Uint32Array(sizes.length);
  let [part, held] = [0, 0];
  for (const [slot, size] of sizes.entries()) {
    if (held > 0 && held + size > mostInMemory) [part, held] = [part + 1, 0];
    held += size;
    parts[slot] = part;
  }
  return parts;
}
