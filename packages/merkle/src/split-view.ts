import { bytesEqual } from './hash.js';
import { MerkleError } from './problem.js';
import { proveConsistency } from './proof.js';
import type { ReadTile } from './read-tile.js';
import { type TreeHead, verifyConsistency } from './verify-proof.js';

/** A head of a log, and who was shown it. */
export interface SeenHead extends TreeHead {
  readonly by: readonly string[];
}

/**
 * Two heads, both signed by the log, that are not seen to be of one log.
 *
 * - `two-histories`: the roots differ at one size, or the later head does not grow from the earlier: some were shown another log.
 * - `not-shown`: the log does not show what proves it, for example since it has fewer entries now.
 */
export interface ViewFinding {
  readonly kind: 'two-histories' | 'not-shown';
  readonly earlier: SeenHead;
  readonly later: SeenHead;
}

/**
 * Whether the heads that several were shown are heads of one log, each grown from the one before (RFC 9162 section 2.1.4.2; what the
 * witnesses of a log cannot see each by itself). Consistency carries on, so that neighbours by size are enough. Whose head it is has been verified before.
 *
 * @param readTile of the log as it is published now
 * @returns nothing where all of them saw one log
 */
export async function compareViews(heads: readonly SeenHead[], readTile: ReadTile): Promise<ViewFinding[]> {
  const ordered = together(heads).filter(({ size }) => size > 0);
  const findings: ViewFinding[] = [];
  for (const [place, later] of ordered.entries()) {
    const earlier = ordered[place - 1];
    if (earlier === undefined) continue;
    const kind = await relation(earlier, later, readTile);
    if (kind !== undefined) findings.push({ kind, earlier, later });
  }
  return findings;
}

/** One head for all who saw it, the smallest first. */
function together(heads: readonly SeenHead[]): SeenHead[] {
  const distinct: SeenHead[] = [];
  for (const head of heads) {
    const at = distinct.findIndex(({ size, rootHash }) => size === head.size && bytesEqual(rootHash, head.rootHash));
    const same = distinct[at];
    if (same === undefined) distinct.push(head);
    else distinct[at] = { ...same, by: [...same.by, ...head.by] };
  }
  return distinct.sort((one, other) => one.size - other.size);
}

async function relation(
  earlier: SeenHead,
  later: SeenHead,
  readTile: ReadTile,
): Promise<ViewFinding['kind'] | undefined> {
  if (earlier.size === later.size) return 'two-histories';
  try {
    const proof = await proveConsistency(earlier.size, later.size, readTile);
    return verifyConsistency(earlier, later, proof).ok ? undefined : 'two-histories';
  } catch (error) {
    if (error instanceof MerkleError) return 'not-shown';
    throw error;
  }
}
