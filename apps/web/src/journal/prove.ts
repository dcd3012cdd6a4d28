import type { JournalEntryView } from '@gatehouse/contract';
import {
  type Checked,
  explainProblem,
  keyInChain,
  leavesOfEntry,
  noteVerifier,
  type OpenedCheckpoint,
  openCheckpoint,
  parseReceipt,
  parseVerifierKey,
  verifyReceipt,
} from '@gatehouse/merkle';
import type { Words } from '../ui/words.js';
import words from './prove-words.json' with { type: 'json' };

/** What was checked: its result, or what exactly does not fit, in words. */
export type Proven<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly words: Words };

/** What a proved entry is proved for. */
export type EntryProof = { readonly index: number; readonly size: number; readonly origin: string };

/** An entry of which there is something to prove: its words can be opened, and were published. */
export type ProvableEntry = JournalEntryView & { readonly canonical: string; readonly salt: string };

/** Whether an entry can be proved; one that was altered beyond reading cannot. */
export function isProvable(entry: JournalEntryView): entry is ProvableEntry {
  return entry.canonical !== null && entry.salt !== null;
}

/** Opens a published checkpoint with the key of its log. */
export function checkHead(checkpoint: string, verifierKey: string): Proven<OpenedCheckpoint> {
  const key = parseVerifierKey(verifierKey);
  if (!key.ok) return refused(key);
  const opened = openCheckpoint(new TextEncoder().encode(checkpoint), { logKeys: [noteVerifier(key.value)] });
  return opened.ok ? opened : refused(opened);
}

/**
 * Proves in this browser that an entry stands in the log: the opened entry gives the commitment (SHA-256 over salt and
 * canonical entry), the commitment is the leaf (of the seal of a day with its open mark), and the receipt (C2SP tlog-proof) leads from the leaf to a checkpoint that the
 * key has signed. Nothing the server says about the result is believed.
 */
export function proveEntry(
  entry: Pick<ProvableEntry, 'canonical' | 'salt' | 'commitment' | 'receipt'>,
  verifierKey: string,
): Proven<EntryProof> {
  if (entry.receipt === null) return { ok: false, words: words.notYet };
  const salt = bytesOfHex(entry.salt);
  if (salt?.length !== 32) return { ok: false, words: words.salt };
  const leaves = leavesOfEntry(salt, new TextEncoder().encode(entry.canonical));
  const leaf = leaves.find((one) => hexOfBytes(one) === entry.commitment);
  if (leaf === undefined) return { ok: false, words: words.commitment };
  const key = parseVerifierKey(verifierKey);
  if (!key.ok) return refused(key);
  const receipt = parseReceipt(new TextEncoder().encode(entry.receipt));
  if (!receipt.ok) return refused(receipt);
  const origin = receipt.value.checkpoint.split('\n', 1)[0] ?? '';
  const trust = { logKeys: [noteVerifier(keyInChain(key.value, origin))] };
  const proof = verifyReceipt(leaf, receipt.value, trust);
  if (!proof.ok) return refused(proof);
  return { ok: true, value: { index: proof.value.index, size: proof.value.checkpoint.size, origin } };
}

function refused(checked: Extract<Checked<unknown>, { ok: false }>): { readonly ok: false; readonly words: Words } {
  return { ok: false, words: explainProblem(checked.problem) };
}

function bytesOfHex(hex: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) return undefined;
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
