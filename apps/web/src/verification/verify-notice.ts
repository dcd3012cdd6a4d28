import type { NoticePayload } from '@gatehouse/contract';
import {
  type Checked,
  commitEntry,
  explainProblem,
  keyInChain,
  noteVerifier,
  parseReceipt,
  parseVerifierKey,
  sha256,
  verifyReceipt,
} from '@gatehouse/merkle';
import { z } from 'zod';
import type { Words } from '../ui/words.js';
import { canonicalJson } from './canonical-json.js';
import type { Check, Verdict } from './verdict.js';

/** The part of a journal entry that a notice rests on. */
const ReleaseEntry = z.looseObject({
  act: z.literal('inquiry.release'),
  details: z.looseObject({ noticeFacts: z.string() }),
});

/** Problems of a receipt that concern the head of the log, not the place of the entry. */
const placeProblems: ReadonlySet<string> = new Set([
  'root-does-not-fit',
  'proof-has-other-length',
  'index-out-of-range',
]);

/**
 * Whether the facts of a notice are those of an entry that stands in the log. Computed here, from the notice and the log's
 * key alone: SHA-256(salt ‖ canonical entry) is the leaf, the entry names the hash of the facts, the receipt leads from the
 * leaf to a checkpoint that the log has signed.
 *
 * @param keyText the verifier key of the log, as its node publishes it or as somebody keeps it elsewhere
 */
export function verifyNotice({ facts, proof }: NoticePayload, keyText: string): Verdict {
  const bytes = paddedEntry(proof.canonical, proof.canonicalBytes);
  const salt = bytesOfBase64url(proof.salt);
  if (!bytes || salt.length !== 32) return { fits: false, check: 'entry', why: words.entryMalformed };
  const entry = ReleaseEntry.safeParse(jsonIn(proof.canonical));
  if (!entry.success) return { fits: false, check: 'entry', why: words.entryOther };
  if (entry.data.details.noticeFacts !== hexOf(sha256(new TextEncoder().encode(canonicalJson(facts))))) {
    return { fits: false, check: 'facts', why: words.factsDiffer };
  }
  const key = parseVerifierKey(keyText.trim());
  const receipt = parseReceipt(new TextEncoder().encode(proof.receipt));
  if (!key.ok) return unfit('signature', key);
  if (!receipt.ok) return unfit('inclusion', receipt);
  const origin = receipt.value.checkpoint.split('\n', 1)[0] ?? '';
  const trust = { logKeys: [noteVerifier(keyInChain(key.value, origin))] };
  const opened = verifyReceipt(commitEntry(salt, bytes), receipt.value, trust);
  if (!opened.ok) return unfit(placeProblems.has(opened.problem.code) ? 'inclusion' : 'signature', opened);
  const { index, checkpoint } = opened.value;
  return {
    fits: true,
    origin: checkpoint.origin,
    index,
    size: checkpoint.size,
    root: hexOf(checkpoint.rootHash),
    key: keyText.trim(),
  };
}

export { sha256 };

/** Whether the person printed on the notice is the one it was issued for: SHA-256(salt ‖ name ‖ 0x00 ‖ masked number). */
export function isIssuedFor(
  payload: NoticePayload,
  person: { readonly name: string; readonly maskedNumber: string },
): boolean {
  const text = new TextEncoder().encode(`${person.name}\0${person.maskedNumber}`);
  const salt = bytesOfBase64url(payload.personSalt);
  const preimage = new Uint8Array(salt.length + text.length);
  preimage.set(salt);
  preimage.set(text, salt.length);
  return hexOf(sha256(preimage)) === payload.facts.person;
}

const words = {
  entryMalformed: {
    en: 'The entry in this proof is damaged. Scan the code on the notice again, or ask for a new notice.',
    zh: '凭证中的记录已损坏。请重新扫描告知书上的二维码，或重新索取告知书。',
  },
  entryOther: {
    en: 'The proof belongs to another kind of entry, not to the release of an answer. This notice was not issued with it.',
    zh: '凭证对应的不是结果告知记录。该告知书并非据此出具。',
  },
  factsDiffer: {
    en: 'The notice says something else than what was entered in the log when it was issued. It was changed afterwards.',
    zh: '告知书内容与出具时记入日志的内容不一致，已被改动。',
  },
} satisfies Readonly<Record<string, Words>>;

function unfit(check: Check, refused: Extract<Checked<unknown>, { ok: false }>): Verdict {
  return { fits: false, check, why: explainProblem(refused.problem) };
}

/** The canonical bytes: the entry in UTF-8, padded with spaces to its size class. Undefined when it would not fit. */
function paddedEntry(canonical: string, size: number): Uint8Array | undefined {
  const bytes = new TextEncoder().encode(canonical);
  if (bytes.length > size) return undefined;
  const padded = new Uint8Array(size).fill(0x20);
  padded.set(bytes);
  return padded;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bytesOfBase64url(text: string): Uint8Array {
  const whole = text.length % 4 === 1 ? text.slice(0, -1) : text;
  return Uint8Array.from(atob(whole.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}

/** Bytes in hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
