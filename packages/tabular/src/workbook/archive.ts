import { Inflate } from 'fflate';
import type { TableLimits } from '../limits.js';
import { TableRefusal } from '../problem.js';
import { packedBytes, readZipDirectory, type ZipEntry } from './zip-directory.js';

/** The parts of a packed workbook, each unpacked only when asked for and only within what is left of the limits. */
export interface Archive {
  readonly has: (name: string) => boolean;
  /** The part's bytes piece by piece; between two pieces others get their turn. */
  readonly unpack: (name: string) => AsyncGenerator<Uint8Array>;
}

/** Deflate grows at most 1,032 times: no piece exceeds 17 MB, whatever the file. */
const packedSlice = 16 * 1024;
const freelyUnpacked = 1024 * 1024;

/**
 * Opens a packed file. What the directory states is checked before anything is unpacked; because it may lie, the bytes
 * that come out are counted too, and the part is given up at the first piece beyond a limit.
 */
export function openArchive(bytes: Uint8Array, limits: TableLimits): Archive {
  const entries = readZipDirectory(bytes);
  if ([...entries.values()].some(({ encrypted }) => encrypted)) throw new TableRefusal('table-password-protected');
  let unpackedInAll = 0;

  function count(entry: ZipEntry, packed: number, unpacked: number, added: number): void {
    unpackedInAll += added;
    if (unpackedInAll > limits.unpackedBytes) {
      throw new TableRefusal('table-unpacked-too-large', { limit: limits.unpackedBytes });
    }
    const ratioBroken = unpacked > freelyUnpacked && unpacked > packed * limits.unpackedRatio;
    if (ratioBroken) throw new TableRefusal('table-compressed-too-far', { limit: limits.unpackedRatio });
    if (unpacked > entry.unpackedSize) throw new TableRefusal('table-workbook-damaged');
  }

  async function* unpack(name: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name);
    if (entry === undefined) throw new TableRefusal('table-workbook-damaged');
    const packed = packedBytes(bytes, entry);
    checkStated(entry, limits);
    let unpacked = 0;
    for (const piece of pieces(entry, packed)) {
      unpacked += piece.length;
      count(entry, packed.length, unpacked, piece.length);
      if (piece.length > 0) yield piece;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (unpacked !== entry.unpackedSize) throw new TableRefusal('table-workbook-damaged');
  }

  return { has: (name) => entries.has(name), unpack };
}

function checkStated(entry: ZipEntry, limits: TableLimits): void {
  const { unpackedSize, packedSize } = entry;
  if (unpackedSize > freelyUnpacked && unpackedSize > packedSize * limits.unpackedRatio) {
    throw new TableRefusal('table-compressed-too-far', { limit: limits.unpackedRatio });
  }
  if (unpackedSize > limits.unpackedBytes) {
    throw new TableRefusal('table-unpacked-too-large', { limit: limits.unpackedBytes });
  }
}

/** The part's bytes, as each slice of packed bytes brings them. */
function* pieces(entry: ZipEntry, packed: Uint8Array): Generator<Uint8Array> {
  if (entry.method === 0) {
    yield packed;
    return;
  }
  if (entry.method !== 8) throw new TableRefusal('table-workbook-damaged');
  const ready: Uint8Array[] = [];
  const inflate = new Inflate((piece) => ready.push(piece));
  for (let start = 0; start < packed.length || start === 0; start += packedSlice) {
    try {
      inflate.push(packed.subarray(start, start + packedSlice), start + packedSlice >= packed.length);
    } catch {
      throw new TableRefusal('table-workbook-damaged');
    }
    yield* ready.splice(0);
  }
}
