/**
 * Everything that can be wrong with a log, a note, a proof or a receipt, with the evidence. Hashes are in base64, as in
 * a checkpoint, so that a problem can be printed, sent as JSON and compared with the file by eye.
 */
export type MerkleProblem =
  | { code: 'tree-size-out-of-range'; stated: string; maximum: number }
  | { code: 'index-out-of-range'; index: number; size: number }
  | { code: 'size-shrank'; earlierSize: number; size: number }
  | { code: 'frontier-malformed'; reason: string }
  | { code: 'note-malformed'; reason: string; line: number }
  | { code: 'note-too-large'; bytes: number; maximum: number }
  | { code: 'key-malformed'; reason: string }
  | { code: 'signature-does-not-fit'; keyName: string; keyId: string }
  | { code: 'not-enough-signatures'; required: number; found: number; present: readonly string[] }
  | { code: 'checkpoint-malformed'; reason: string; line: number }
  | { code: 'other-origin'; expected: string; found: string }
  | { code: 'receipt-malformed'; reason: string; line: number }
  | { code: 'witness-request-malformed'; reason: string; line: number }
  | { code: 'policy-malformed'; reason: string; line: number }
  | { code: 'proof-has-other-length'; expected: number; found: number }
  | { code: 'hash-malformed'; position: number; bytes: number }
  | { code: 'root-does-not-fit'; size: number; stated: string; computed: string }
  | { code: 'earlier-root-does-not-fit'; earlierSize: number; size: number; stated: string; computed: string }
  | { code: 'completeness-malformed'; reason: string }
  | { code: 'chain-entry-twice'; number: number }
  | { code: 'chain-link-does-not-fit'; number: number }
  | { code: 'chain-too-short'; stated: number; found: number }
  | { code: 'chain-head-does-not-fit'; entries: number; epoch: string }
  | { code: 'chain-not-in-day'; epoch: string; stated: string; computed: string }
  | { code: 'day-seal-unmarked'; epoch: string }
  | { code: 'day-sealed-again'; epoch: string; index: number; before: string; beforeIndex: number }
  | { code: 'file-missing'; path: string }
  | { code: 'file-malformed'; path: string; reason: string }
  | { code: 'tile-does-not-fit'; path: string; stated: string; computed: string; statedIn: string; position: number }
  | { code: 'entry-does-not-fit'; path: string; index: number; stated: string; computed: string; statedIn: string };

/** A value taken from bytes that nobody vouched for, or the exact reason why there is none. */
export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: MerkleProblem };

/** Thrown where a caller cannot go on, as when a tile that a proof needs is not there; carries the evidence. */
export class MerkleError extends Error {
  override readonly name = 'MerkleError';
  readonly problem: MerkleProblem;

  constructor(problem: MerkleProblem) {
    super(`${problem.code}: ${JSON.stringify(problem)}`);
    this.problem = problem;
  }
}

/** The answer that holds a value. */
export function accept<Value>(value: Value): Checked<Value> {
  return { ok: true, value };
}

/** The answer that holds a problem. */
export function refuse(problem: MerkleProblem): { readonly ok: false; readonly problem: MerkleProblem } {
  return { ok: false, problem };
}

/** The value, or a thrown {@link MerkleError} with the problem. */
export function requireValue<Value>(checked: Checked<Value>): Value {
  if (!checked.ok) throw new MerkleError(checked.problem);
  return checked.value;
}
