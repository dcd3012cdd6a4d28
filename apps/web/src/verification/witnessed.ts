import {
  numberInChain,
  parseVerifierKey,
  parseWitnessPolicy,
  proveConsistency,
  type ReadFile,
  requireValue,
  tileReader,
  type TreeHead,
  verifyConsistency,
} from '@gatehouse/merkle';
import { ownHead, type Standing, standingIn } from './standing.js';

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
    const { own, folder } = ownLog(receiptText, keyText);
    const policyText = await read(`${folder}policy`);
    const policy = requireValue(parseWitnessPolicy(textOf(policyText ?? new TextEncoder().encode('quorum none'))));
    return standingIn(own, policy, await read(`${folder}witnessed`));
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
    const {
      own: { head },
      folder,
    } = ownLog(receiptText, keyText);
    const [earlier, later] = head.size <= witnessed.size ? [head, witnessed] : [witnessed, head];
    const readFile: ReadFile = (path) => read(`${folder}${path}`);
    const proof = await proveConsistency(earlier.size, later.size, tileReader(readFile));
    return verifyConsistency(earlier, later, proof).ok;
  } catch {
    return undefined;
  }
}

/** The head on the notice, and where the log lies whose head it is. */
function ownLog(receiptText: string, keyText: string) {
  const own = ownHead(receiptText, requireValue(parseVerifierKey(keyText.trim())));
  const log = numberInChain(own.trust.origin);
  return { own, folder: log === 1 ? '' : `log-${log}/` };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
