import {
  appendLeafHash,
  emptyFrontier,
  entryLeaf,
  formatCheckpoint,
  formatNote,
  formatReceipt,
  frontierRoot,
  hashLeaf,
  noteSigner,
  type SignerKey,
  signNote,
} from '@gatehouse/merkle';

/**
 * A log of two entries, signed; the second says `canonical` and is proved by the leaf of the first.
 * @param leafOf how the leaf of the second is made: of today where nothing else is asked for
 */
export function logOfTwo(signer: SignerKey, canonical: string, leafOf: typeof entryLeaf = entryLeaf) {
  const salt = new Uint8Array(32).fill(1);
  const other = hashLeaf(new Uint8Array(32).fill(9));
  const leaf = leafOf(salt, new TextEncoder().encode(canonical));
  const frontier = appendLeafHash(appendLeafHash(emptyFrontier(), other), hashLeaf(leaf));
  const text = formatCheckpoint({ origin: signer.name, size: 2, rootHash: frontierRoot(frontier) });
  const checkpoint = formatNote(signNote({ text, signatures: [] }, [noteSigner(signer)]));
  return { checkpoint, salt, leaf, receipt: formatReceipt({ index: 1, proof: [other], checkpoint }) };
}

/** The entry that seals a day: its leaf says so, and that of one from before leaves were marked does not. */
export const sealingEntry = '{"act":"journal.seal-day","outcome":"done","details":{"epoch":"2026-11-27"}}';
