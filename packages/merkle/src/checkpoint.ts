import { decodeBase64, encodeBase64 } from './base64.js';
import { HASH_LENGTH } from './hash.js';
import { type NoteSignature, parseNote, type SignedNote, verifyNote } from './note.js';
import type { NoteVerifier } from './note-signature.js';
import { accept, type Checked, refuse } from './problem.js';
import { MAXIMUM_TREE_SIZE, requireTreeSize } from './tree-size.js';
import type { TreeHead } from './verify-proof.js';

/** The head of a log as it signs it: C2SP tlog-checkpoint. */
export interface Checkpoint extends TreeHead {
  /** The name of the log, one line. */
  readonly origin: string;
  /** Further lines, each not empty. The specification advises against them: no monitor can audit them. */
  readonly extensionLines: readonly string[];
}

/** A checkpoint with its note and the signature lines that were verified on it. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: SignedNote;
  readonly logSignatures: readonly NoteSignature[];
  readonly witnessSignatures: readonly NoteSignature[];
}

/** Whose signatures count on a checkpoint. */
export interface CheckpointTrust {
  /** The keys of the log: one of them must have signed. */
  readonly logKeys: readonly NoteVerifier[];
  /** The name the log must have; that of the key that signed when absent. */
  readonly origin?: string;
  /** Keys of witnesses. */
  readonly witnessKeys?: readonly NoteVerifier[];
  /** How many different witnesses must have signed; none when absent. */
  readonly requiredWitnesses?: number;
}

/**
 * The text of a checkpoint, to be signed with `signNote`.
 *
 * @throws MerkleError `tree-size-out-of-range`; RangeError when a line is empty or has a line break
 */
export function formatCheckpoint(
  checkpoint: Pick<Checkpoint, 'origin' | 'size' | 'rootHash'> & Partial<Checkpoint>,
): string {
  const { origin, size, rootHash, extensionLines = [] } = checkpoint;
  requireTreeSize(size);
  if (rootHash.length !== HASH_LENGTH) throw new RangeError(`A root hash has ${HASH_LENGTH} bytes`);
  const lines = [origin, String(size), encodeBase64(rootHash), ...extensionLines];
  if (lines.some((line) => !/^\P{Cc}+$/u.test(line))) {
    throw new RangeError('The lines of a checkpoint are not empty and have no control characters');
  }
  return `${lines.join('\n')}\n`;
}

/** Reads the text of a checkpoint, line by line; nothing in it is believed yet. */
export function parseCheckpoint(text: string): Checked<Checkpoint> {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3) return malformed('a checkpoint has at least three lines', lines.length);
  const emptyLine = lines.indexOf('');
  if (emptyLine >= 0) return malformed('a line is empty', emptyLine + 1);
  const [origin = '', sizeText = '', rootText = '', ...extensionLines] = lines;
  if (!/^(?:0|[1-9]\d*)$/.test(sizeText)) return malformed('the tree size is not a whole number', 2);
  const size = Number(sizeText);
  if (size > MAXIMUM_TREE_SIZE) {
    return refuse({ code: 'tree-size-out-of-range', stated: sizeText.slice(0, 40), maximum: MAXIMUM_TREE_SIZE });
  }
  const rootHash = decodeBase64(rootText);
  if (rootHash?.length !== HASH_LENGTH) return malformed('the root hash is not 32 bytes in base64', 3);
  return accept({ origin, size, rootHash, extensionLines });
}

/** Reads a published checkpoint and verifies who signed it. Its text is given out only after that. */
export function openCheckpoint(bytes: Uint8Array, trust: CheckpointTrust): Checked<OpenedCheckpoint> {
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const logSignatures = verifyNote(note.value, trust.logKeys);
  if (!logSignatures.ok) return logSignatures;
  const witnesses = verifyWitnesses(note.value, trust);
  if (!witnesses.ok) return witnesses;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  const expected = trust.origin === undefined ? logSignatures.value.map(({ name }) => name) : [trust.origin];
  const { origin } = checkpoint.value;
  if (!expected.includes(origin)) {
    return refuse({ code: 'other-origin', expected: expected.join(', '), found: origin });
  }
  return accept({
    checkpoint: checkpoint.value,
    note: note.value,
    logSignatures: logSignatures.value,
    witnessSignatures: witnesses.value,
  });
}

function verifyWitnesses(note: SignedNote, trust: CheckpointTrust): Checked<readonly NoteSignature[]> {
  const required = trust.requiredWitnesses ?? 0;
  const verified = verifyNote(note, trust.witnessKeys ?? [], required);
  const noneNeeded = required === 0 && !verified.ok && verified.problem.code === 'not-enough-signatures';
  return noneNeeded ? accept([]) : verified;
}

function malformed(reason: string, line: number): ReturnType<typeof refuse> {
  return refuse({ code: 'checkpoint-malformed', reason, line });
}
