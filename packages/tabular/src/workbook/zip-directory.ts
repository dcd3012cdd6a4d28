import { TextDecoder } from 'node:util';
import { TableRefusal } from '../problem.js';

/** One part of a packed file as its central directory states it; the sizes may lie. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; nothing else is read. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedSize: number;
  readonly unpackedSize: number;
  /** Where the local header begins. */
  readonly offset: number;
}

const endMark = 0x06054b50;
const endLength = 22;
const longestComment = 0xffff;
const entryMark = 0x02014b50;
const entryLength = 46;
const localMark = 0x04034b50;
const zip64LocatorMark = 0x07064b50;
const zip64LocatorLength = 20;
const zip64EndMark = 0x06064b50;
const inZip64 = 0xffffffff;
/** A workbook has a few dozen parts. */
const mostEntries = 10_000;

/** The central directory (APPNOTE 4.3.12, with ZIP64), without unpacking anything. The first entry of a name counts. */
export function readZipDirectory(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readEntries(view, bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new TableRefusal('table-workbook-damaged');
    throw error;
  }
}

/** The packed bytes of one part. Local headers repeat name and extra field with lengths of their own. */
export function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = entry.offset + 30;
  if (end > bytes.length || view.getUint32(entry.offset, true) !== localMark) {
    throw new TableRefusal('table-workbook-damaged');
  }
  const start = end + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.packedSize > bytes.length) throw new TableRefusal('table-archive-truncated');
  return bytes.subarray(start, start + entry.packedSize);
}

function readEntries(view: DataView, bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const { count, start } = locateDirectory(view);
  if (count > mostEntries) throw new TableRefusal('table-other-archive');
  const entries = new Map<string, ZipEntry>();
  const text = new TextDecoder();
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== entryMark) throw new TableRefusal('table-workbook-damaged');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const nameStart = at + entryLength;
    const name = text.decode(bytes.subarray(nameStart, nameStart + nameLength)).replaceAll('\\', '/');
    const sizes = entrySizes(view, at, nameStart + nameLength, extraLength);
    if (!entries.has(name)) {
      entries.set(name, {
        name,
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        ...sizes,
      });
    }
    at = nameStart + nameLength + extraLength + commentLength;
  }
  return entries;
}

function locateDirectory(view: DataView): { readonly count: number; readonly start: number } {
  const end = findEnd(view);
  const start = view.getUint32(end + 16, true);
  const count = view.getUint16(end + 10, true);
  const locator = end - zip64LocatorLength;
  if (locator < 0 || view.getUint32(locator, true) !== zip64LocatorMark) return { count, start };
  const record = readUint64(view, locator + 8);
  if (view.getUint32(record, true) !== zip64EndMark) throw new TableRefusal('table-workbook-damaged');
  return { count: readUint64(view, record + 32), start: readUint64(view, record + 48) };
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  throw new TableRefusal('table-archive-truncated');
}

/** Sizes and offset that do not fit 32 bits stand, in this order, in the extra field 0x0001 (APPNOTE 4.5.3). */
function entrySizes(
  view: DataView,
  at: number,
  extraStart: number,
  extraLength: number,
): Pick<ZipEntry, 'packedSize' | 'unpackedSize' | 'offset'> {
  const short = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  let long = short.includes(inZip64) ? findExtra(view, extraStart, extraLength) : 0;
  const [unpackedSize = 0, packedSize = 0, offset = 0] = short.map((value) => {
    if (value !== inZip64) return value;
    long += 8;
    return readUint64(view, long - 8);
  });
  return { packedSize, unpackedSize, offset };
}

function findExtra(view: DataView, start: number, length: number): number {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 0x0001) return at + 4;
  }
  throw new TableRefusal('table-workbook-damaged');
}

function readUint64(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (value > Number.MAX_SAFE_INTEGER) throw new TableRefusal('table-workbook-damaged');
  return value;
}
