import { sha256 } from '@noble/hashes/sha2.js';
import { ruleVersion } from '../decision/index.js';
import texts from './snapshot-problems.json' with { type: 'json' };
import type { StoreParts } from './store-parts.js';
import type { Language } from '../identity-number/index.js';

/** Why a snapshot is refused. */
export type SnapshotProblem = keyof typeof texts;

/** A snapshot that cannot be used: the index has to be built from the records again. Holds nothing of a person. */
export class SnapshotRefusal extends Error {
  constructor(readonly code: SnapshotProblem) {
    super(texts[code].en);
    this.name = 'SnapshotRefusal';
  }
}

/** The sentence a person reads about a refused snapshot. */
export function describeSnapshotProblem(code: SnapshotProblem, language: Language): string {
  return texts[code][language];
}

/** SHA-256; `node:crypto` has a faster one than the package brings. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

interface Header {
  readonly ruleVersion: string;
  readonly stores: readonly StoreHeader[];
}

interface StoreHeader extends Omit<StoreParts, 'arrays'> {
  readonly arrays: readonly (readonly [name: string, kind: 'words' | 'bytes', length: number])[];
}

const magic = [0x47, 0x48, 0x49, 0x58];
const format = 4;
const fixed = 16;
const digestLength = 32;
/** Every run of memory begins at a multiple of so many bytes, so that an index can lie where its bytes do. */
const alignment = 8;

/**
 * Writes the parts of an index as one run of bytes: four letters, format, length of the header, length of everything, header,
 * memory, SHA-256 over all before it. Personal data in clear: whoever stores it encrypts it.
 */
export function writeSnapshot(stores: readonly StoreParts[], digest: Digest = sha256): Uint8Array {
  const header: Header = {
    ruleVersion,
    stores: stores.map(({ arrays, ...rest }) => ({
      ...rest,
      arrays: Object.entries(arrays).map(([name, array]) => [
        name,
        array instanceof Uint8Array ? 'bytes' : 'words',
        array.length,
      ]),
    })),
  };
  const head = textBytes(JSON.stringify(header));
  const runs = stores.flatMap(({ arrays }) => Object.values(arrays));
  const length = runs.reduce((at, run) => aligned(at) + run.byteLength, fixed + head.length) + digestLength;
  const bytes = new Uint8Array(length);
  bytes.set(magic);
  const view = new DataView(bytes.buffer);
  view.setUint16(4, format);
  view.setUint32(6, head.length);
  view.setUint32(10, Math.floor(length / 65_536));
  view.setUint16(14, length % 65_536);
  bytes.set(head, fixed);
  let at = fixed + head.length;
  for (const run of runs) {
    at = aligned(at);
    bytes.set(new Uint8Array(run.buffer, run.byteOffset, run.byteLength), at);
    at += run.byteLength;
  }
  bytes.set(digest(bytes.subarray(0, at)), at);
  return bytes;
}

/**
 * Reads what `writeSnapshot` wrote, where it lies: the bytes belong to the index from then on.
 * @throws SnapshotRefusal when it is cut short, changed, or of another format or rule version
 */
export function readSnapshot(bytes: Uint8Array, digest: Digest = sha256): StoreParts[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < fixed || magic.some((byte, place) => bytes[place] !== byte))
    throw new SnapshotRefusal('not_a_snapshot');
  if (view.getUint16(4) !== format) throw new SnapshotRefusal('other_format');
  if (view.getUint32(10) * 65_536 + view.getUint16(14) !== bytes.length) throw new SnapshotRefusal('cut_short');
  const end = bytes.length - digestLength;
  const found = digest(bytes.subarray(0, end));
  if (found.some((byte, place) => bytes[end + place] !== byte)) throw new SnapshotRefusal('changed');
  const headEnd = fixed + view.getUint32(6);
  const header = JSON.parse(bytesText(bytes.subarray(fixed, headEnd))) as Header;
  if (header.ruleVersion !== ruleVersion) throw new SnapshotRefusal('other_rules');
  let at = headEnd;
  return header.stores.map(({ arrays, ...rest }) => ({
    ...rest,
    arrays: Object.fromEntries(
      arrays.map(([name, kind, length]) => {
        at = aligned(at);
        const array = arrayAt(bytes, at, kind, length);
        at += array.byteLength;
        return [name, array] as const;
      }),
    ),
  }));
}

/** Words or bytes in place; copied where the bytes themselves begin between two words. */
function arrayAt(bytes: Uint8Array, at: number, kind: 'words' | 'bytes', length: number): Uint32Array | Uint8Array {
  const from = bytes.byteOffset + at;
  if (kind === 'bytes') return new Uint8Array(bytes.buffer, from, length);
  if (from % 4 === 0) return new Uint32Array(bytes.buffer, from, length);
  return new Uint32Array(bytes.slice(at, at + length * 4).buffer);
}

function aligned(at: number): number {
  return Math.ceil(at / alignment) * alignment;
}

/** JSON text with every letter beyond ASCII escaped, one byte a letter. */
function textBytes(json: string): Uint8Array {
  const plain = json.replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function bytesText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
