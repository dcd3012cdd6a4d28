/** The largest entry a bundle can hold, in bytes: its length is written in two bytes. */
export const MAXIMUM_ENTRY_LENGTH = 0xffff;

const LENGTH_BYTES = 2;

/**
 * Entries as C2SP tlog-tiles publishes them: each after its length in two bytes, big-endian.
 *
 * @throws RangeError when an entry is longer than {@link MAXIMUM_ENTRY_LENGTH}
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const total = entries.reduce((sum, entry) => sum + LENGTH_BYTES + entry.length, 0);
  const bundle = new Uint8Array(total);
  const view = new DataView(bundle.buffer);
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > MAXIMUM_ENTRY_LENGTH) {
      throw new RangeError(
        `An entry of ${entry.length} bytes is longer than the ${MAXIMUM_ENTRY_LENGTH} a log can hold`,
      );
    }
    view.setUint16(offset, entry.length);
    bundle.set(entry, offset + LENGTH_BYTES);
    offset += LENGTH_BYTES + entry.length;
  }
  return bundle;
}

/** The entries of a bundle, as views on its bytes; undefined when the bytes end inside an entry. */
export function decodeEntryBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bundle.length) {
    if (offset + LENGTH_BYTES > bundle.length) return undefined;
    const end = offset + LENGTH_BYTES + view.getUint16(offset);
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(offset + LENGTH_BYTES, end));
    offset = end;
  }
  return entries;
}

/** The most bytes a bundle of this many entries can have. */
export function maximumBundleLength(width: number): number {
  return width * (LENGTH_BYTES + MAXIMUM_ENTRY_LENGTH);
}
