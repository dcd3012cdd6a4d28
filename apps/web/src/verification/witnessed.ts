import {
  cosignatureTimestamp,
  isWitnessed,
  keyInChain,
  noteVerifier,
  numberInChain,
  openCheckpoint,
  parseReceipt,
  parseVerifierKey,
  parseWitnessPolicy,
  proveConsistency,
  quorumOf,
  type ReadFile,
  requireValue,
  tileReader,
  type TreeHead,
  verifyConsistency,
} from '@gatehouse/merkle';

/** How the log of a notice stands to its witnesses, as the log publishes it and as their signatures show. */
export type Standing =
  | { readonly stage: 'nobody' }
  | { readonly stage: 'silent' }
  | { readonly stage: 'not-yet'; readonly required: number; readonly all: number }
  | {
      readonly stage: 'witnessed';
      readonly signed: number;
      readonly required: number;
      readonly all: number;
      readonly head: TreeHead;
      readonly at: Date;
      /** Whether the entry lies below the witnessed head. */
      readonly isCovered: boolean;
      /** Whether the witnessed head is the one on the notice, another one of the same size, or one of another size. */
      readonly same: 'same' | 'other' | 'later' | 'earlier';
    };

/** What is read of a log: the part of its address behind `/log/`. */
export type ReadLog = (path: string) => Promise<Uint8Array | undefined>;

const mostBytes = 1_000_000;

/** Reads of the log's published files; nothing in the request says which notice is verified. */
export const readLog: ReadLog = async (path) => {
  const response = await fetch(`/log/${path}`, { credentials: 'omit' });
  if (!response.ok) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes.length > mostBytes ? undefined : bytes;
};

/** Up to where the log of a notice is witnessed, and whether its entry lies below. */
export async function standingOf(receiptText: string, keyText: string, read: ReadLog): Promise<Standing> {
  try {
    const own = ownHead(receiptText, keyText);
    const policyText = await read(`${own.folder}policy`);
    const policy = requireValue(parseWitnessPolicy(textOf(policyText ?? new TextEncoder().encode('quorum none'))));
    const { witnesses, least: required } = quorumOf(policy);
    const all = witnesses.length;
    if (all === 0) return { stage: 'nobody' };
    const note = await read(`${own.folder}witnessed`);
    if (note === undefined) return { stage: 'not-yet', required, all };
    const witnessKeys = witnesses.map(({ key }) => noteVerifier(key));
    const { checkpoint, witnessSignatures } = requireValue(openCheckpoint(note, { ...own.trust, witnessKeys }));
    const signed = witnesses.filter(({ key }) =>
      witnessSignatures.some(({ name, keyId }) => name === key.name && keyId === key.keyId),
    );
    if (!isWitnessed(policy, new Set(signed.map(({ name }) => name)))) return { stage: 'not-yet', required, all };
    const seconds = witnessSignatures.map(({ signature }) => cosignatureTimestamp(signature) ?? 0);
    return {
      stage: 'witnessed',
      signed: signed.length,
      required,
      all,
      head: checkpoint,
      at: new Date(Math.max(0, ...seconds) * 1000),
      isCovered: own.index < checkpoint.size,
      same: compareHeads(own.head, checkpoint),
    };
  } catch {
    return { stage: 'silent' };
  }
}

/**
 * Whether the witnessed head and the one on the notice are heads of one log, the larger grown from the smaller. Fetches tiles, which
 * tells the site about where in the log the notice lies.
 */
export async function isOneLog(
  receiptText: string,
  keyText: string,
  witnessed: TreeHead,
  read: ReadLog,
): Promise<boolean | undefined> {
  try {
    const { head, folder } = ownHead(receiptText, keyText);
    const [earlier, later] = head.size <= witnessed.size ? [head, witnessed] : [witnessed, head];
    const readFile: ReadFile = (path) => read(`${folder}${path}`);
    const proof = await proveConsistency(earlier.size, later.size, tileReader(readFile));
    return verifyConsistency(earlier, later, proof).ok;
  } catch {
    return undefined;
  }
}

/** The head on the notice, its entry, and where the log lies whose head it is. */
function ownHead(receiptText: string, keyText: string) {
  const receipt = requireValue(parseReceipt(new TextEncoder().encode(receiptText)));
  const origin = receipt.checkpoint.split('\n', 1)[0] ?? '';
  const trust = { logKeys: [noteVerifier(keyInChain(requireValue(parseVerifierKey(keyText.trim())), origin))], origin };
  const { checkpoint } = requireValue(openCheckpoint(new TextEncoder().encode(receipt.checkpoint), trust));
  const log = numberInChain(origin);
  return { trust, head: checkpoint as TreeHead, index: receipt.index, folder: log === 1 ? '' : `log-${log}/` };
}

function compareHeads(own: TreeHead, witnessed: TreeHead): 'same' | 'other' | 'later' | 'earlier' {
  if (own.size !== witnessed.size) return own.size > witnessed.size ? 'later' : 'earlier';
  return own.rootHash.every((byte, at) => byte === witnessed.rootHash[at]) ? 'same' : 'other';
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
