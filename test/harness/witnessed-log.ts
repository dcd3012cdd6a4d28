import {
  cosigner,
  ed25519Sign,
  emptyFrontier,
  formatCheckpoint,
  formatNote,
  formatReceipt,
  formatVerifierKey,
  frontierRoot,
  noteSigner,
  planAppend,
  proveInclusion,
  sha256,
  signerKey,
  signNote,
  tileReader,
} from '@gatehouse/merkle';

const origin = 'gatehouse.example/test';
const log = signerKey(origin, new Uint8Array(32).fill(9));
/** The key of a log that three witnesses know, of whom two suffice. */
export const witnessedKey = formatVerifierKey(log);
const witnesses = ['court', 'congress', 'ombudsman'].map((name, at) => ({
  name,
  key: signerKey(`${name}.example/witness`, new Uint8Array(32).fill(20 + at), 'cosignature-v1'),
}));
export const twoOfThree = [
  ...witnesses.map((witness) => `witness ${witness.name} ${formatVerifierKey(witness.key)}`),
  'group two 2 court congress ombudsman',
  'quorum two',
].join('\n');
/** When witnesses signed. */
export const seenAt = new Date('2026-11-26T08:00:00Z');

/** A log of so many entries from a seed, with its files, and the receipt of one entry under an earlier head. */
export async function witnessedLog(seed: number, sizes: readonly number[]) {
  const files = new Map<string, Uint8Array>();
  const readFile = async (path: string) => files.get(path);
  let frontier = emptyFrontier();
  const heads = new Map<number, string>();
  const receiptOf = async (index: number, size: number) => {
    const proof = await proveInclusion(index, size, tileReader(readFile));
    return formatReceipt({ index, proof, checkpoint: signedHead(heads.get(size) ?? '', []) });
  };
  const receipts = new Map<number, string>();
  for (const size of sizes) {
    const entries = Array.from({ length: size - frontier.size }, (_, at) => sha256(Uint8Array.of(seed, at, size)));
    const plan = await planAppend(frontier, entries, readFile);
    for (const { path, bytes } of plan.files) files.set(path, bytes);
    ({ frontier } = plan);
    heads.set(size, formatCheckpoint({ origin, size, rootHash: frontierRoot(frontier) }));
    receipts.set(size, await receiptOf(size - 1, size));
  }
  return { files, heads, receipts };
}

/** A head signed by the log, and by these witnesses. */
export function signedHead(text: string, by: readonly string[]): string {
  const seen = witnesses
    .filter(({ name }) => by.includes(name))
    .map((witness) => {
      return cosigner(witness.key, seenAt.getTime() / 1000, ed25519Sign(witness.key));
    });
  return formatNote(signNote({ text, signatures: [] }, [noteSigner(log), ...seen]));
}
