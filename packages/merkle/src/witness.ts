import { bytesToUtf8, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { type Checkpoint, openCheckpoint } from './checkpoint.js';
import { bytesEqual, emptyTreeRoot, HASH_LENGTH, type HashFunction, sha256 } from './hash.js';
import { MAXIMUM_NOTE_LENGTH, parseNote, type SignedNote } from './note.js';
import type { VerifierKey } from './note-key.js';
import { type Ed25519Verify, noteVerifier, verifyEd25519 } from './note-signature.js';
import { accept, type Checked, type MerkleProblem, refuse } from './problem.js';
import { MAXIMUM_TREE_SIZE } from './tree-size.js';
import { type TreeHead, verifyConsistency } from './verify-proof.js';

/** What a log sends a witness: C2SP tlog-witness, section add-checkpoint. */
export interface AddCheckpoint {
  /** The size the witness knows the log by, 0 when it does not know it. */
  readonly oldSize: number;
  /** The consistency proof from that size to the checkpoint's. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, byte for byte. */
  readonly checkpoint: string;
}

/**
 * What a witness makes of a checkpoint.
 *
 * - `cosign`: the log grew from what the witness knew. The head is kept first, durably; only then is the note signed.
 * - `other-size`: the witness knows the log by another size; the log asks again with a proof from there.
 * - `refused`: nothing the log can be blamed for (400 malformed, 403 not signed by it, 404 not a log of this witness).
 * - `does-not-grow`: the log signed what does not grow from what the witness knew (409 another root or fewer entries, 422 a proof
 *   that does not fit): both checkpoints are evidence, and are kept.
 */
export type WitnessDecision =
  | { readonly kind: 'cosign'; readonly checkpoint: Checkpoint; readonly note: SignedNote }
  | { readonly kind: 'other-size'; readonly size: number }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404; readonly problem: MerkleProblem }
  | {
      readonly kind: 'does-not-grow';
      readonly status: 409 | 422;
      readonly problem: MerkleProblem;
      readonly checkpoint: Checkpoint;
      /** What the log is told it is known by. */
      readonly size: number;
    };

const OLD_SIZE = /^old (0|[1-9]\d*)$/;
/** C2SP tlog-witness: a proof has no more lines than this. */
const MAXIMUM_PROOF_LINES = 63;

/** The request as text. */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `${[`old ${oldSize}`, ...proof.map(encodeBase64)].join('\n')}\n\n${checkpoint}`;
}

/** Reads a request without believing anything in it. */
export function parseAddCheckpoint(bytes: Uint8Array): Checked<AddCheckpoint> {
  if (bytes.length > MAXIMUM_NOTE_LENGTH)
    return refuse({ code: 'note-too-large', bytes: bytes.length, maximum: MAXIMUM_NOTE_LENGTH });
  const text = bytesToUtf8(bytes);
  if (!bytesEqual(utf8ToBytes(text), bytes)) return malformed('it is not UTF-8', 1);
  const separator = text.indexOf('\n\n');
  if (separator < 0) return malformed('it has no empty line before its checkpoint', 1);
  const [first = '', ...lines] = text.slice(0, separator).split('\n');
  const [, digits] = OLD_SIZE.exec(first) ?? [];
  const oldSize = Number(digits);
  if (digits === undefined || oldSize > MAXIMUM_TREE_SIZE) return malformed('it does not say the old size', 1);
  if (lines.length > MAXIMUM_PROOF_LINES) return malformed('its proof is too long', 2);
  const proof: Uint8Array[] = [];
  for (const [position, line] of lines.entries()) {
    const hash = decodeBase64(line);
    if (hash?.length !== HASH_LENGTH) return malformed('it is not a hash in base64', 2 + position);
    proof.push(hash);
  }
  return accept({ oldSize, proof, checkpoint: text.slice(separator + 2) });
}

/** The name of the log a request speaks of, not verified; undefined where it cannot be read. */
export function originOfRequest(request: AddCheckpoint): string | undefined {
  const note = parseNote(utf8ToBytes(request.checkpoint));
  return note.ok ? note.value.text.split('\n')[0] : undefined;
}

/**
 * Decides on a checkpoint: C2SP tlog-witness, section add-checkpoint. Pure; whoever calls it keeps the head before signing and lets
 * no other request of the same log come in between.
 *
 * @param known the head the witness cosigned last, undefined for a log it has not seen
 * @param logKeys the keys of the logs it is a witness of
 */
export function decideAsWitness(
  request: AddCheckpoint,
  known: TreeHead | undefined,
  logKeys: readonly VerifierKey[],
  verify: Ed25519Verify = verifyEd25519,
  hash: HashFunction = sha256,
): WitnessDecision {
  const origin = originOfRequest(request) ?? '';
  const keys = logKeys.filter(({ name }) => name === origin);
  if (keys.length === 0) {
    const expected = logKeys.map(({ name }) => name).join(', ');
    return { kind: 'refused', status: 404, problem: { code: 'other-origin', expected, found: origin } };
  }
  const trust = { logKeys: keys.map((key) => noteVerifier(key, verify)), origin };
  const opened = openCheckpoint(utf8ToBytes(request.checkpoint), trust);
  if (!opened.ok) return { kind: 'refused', status: 403, problem: opened.problem };
  const { checkpoint, note } = opened.value;
  if (request.oldSize > checkpoint.size) {
    const problem = { code: 'size-shrank', earlierSize: request.oldSize, size: checkpoint.size } as const;
    return { kind: 'refused', status: 400, problem };
  }
  const earlier = known ?? { size: 0, rootHash: emptyTreeRoot(hash) };
  const conflict = conflictBetween(earlier, checkpoint);
  if (conflict !== undefined)
    return { kind: 'does-not-grow', status: 409, problem: conflict, checkpoint, size: earlier.size };
  if (request.oldSize !== earlier.size) return { kind: 'other-size', size: earlier.size };
  const grown = verifyConsistency(earlier, checkpoint, request.proof, hash);
  return grown.ok
    ? { kind: 'cosign', checkpoint, note }
    : { kind: 'does-not-grow', status: 422, problem: grown.problem, checkpoint, size: earlier.size };
}

/** What two heads that one log signed can contradict each other in without a proof: the number of entries, and one size's root. */
function conflictBetween(earlier: TreeHead, head: TreeHead): MerkleProblem | undefined {
  if (head.size < earlier.size) return { code: 'size-shrank', earlierSize: earlier.size, size: head.size };
  if (head.size > earlier.size || head.size === 0 || bytesEqual(head.rootHash, earlier.rootHash)) return undefined;
  return {
    code: 'root-does-not-fit',
    size: head.size,
    stated: encodeBase64(head.rootHash),
    computed: encodeBase64(earlier.rootHash),
  };
}

function malformed(reason: string, line: number): ReturnType<typeof refuse> {
  return refuse({ code: 'witness-request-malformed', reason, line });
}
