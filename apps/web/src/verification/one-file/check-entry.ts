import {
  explainProblem,
  keyInChain,
  leavesOfEntry,
  noteVerifier,
  openCheckpoint,
  parseReceipt,
  verifyReceipt,
} from '@gatehouse/merkle';
import type { Report } from './report.js';
import type { Trust } from './trust.js';
import { witnessLines } from './witness-lines.js';
import words from './words.json' with { type: 'json' };

/** The proof of one entry as the own page gives it: opened, or closed where it speaks of others too. */
type EntryProof = {
  readonly receipt: string;
  readonly opened?: { readonly salt: Uint8Array; readonly canonical: Uint8Array; readonly text: string };
};

/** Whether a file is the proof of an entry. */
export function isEntryProof(json: Readonly<Record<string, unknown>>): boolean {
  return readEntryProof(json) !== undefined;
}

/** Verifies that an entry stands in the log; of one that is shown closed only that the head is the log's. */
export function checkEntry(json: Readonly<Record<string, unknown>>, trust: Trust): Report {
  const unfit = (why: Report['lines'][number]['words']): Report => {
    return { title: words.entryUnfit, isProven: false, lines: [{ state: 'doesNot', words: why }], facts: [] };
  };
  const proof = readEntryProof(json);
  if (proof === undefined) return unfit(words.unreadable);
  const { receipt: text, opened } = proof;
  const receipt = parseReceipt(new TextEncoder().encode(text));
  if (!receipt.ok) return unfit(explainProblem(receipt.problem));
  const origin = receipt.value.checkpoint.split('\n', 1)[0] ?? '';
  const keys = { logKeys: trust.logKeys.map((key) => noteVerifier(keyInChain(key, origin))), origin };
  const witnessed = witnessLines(text, trust);
  const place = { name: words.place, value: `${origin}: ${receipt.value.index}` };
  if (opened === undefined) {
    const head = openCheckpoint(new TextEncoder().encode(receipt.value.checkpoint), keys);
    if (!head.ok) return unfit(explainProblem(head.problem));
    const lines: Report['lines'] = [
      { state: 'holds', words: words.signature },
      { state: 'unsaid', words: words.entryClosed },
      ...witnessed,
    ];
    return { title: words.entryUnfit, isProven: false, lines, facts: [place] };
  }
  const [stands, older] = leavesOfEntry(opened.salt, opened.canonical).map((leaf) =>
    verifyReceipt(leaf, receipt.value, keys),
  );
  if (stands?.ok === false && older?.ok !== true) return unfit(explainProblem(stands.problem));
  return {
    title: words.entryReal,
    isProven: true,
    lines: [
      { state: 'holds', words: words.signature },
      ...(older?.ok === true ? [{ state: 'unsaid', words: words.sealUnmarked } as const] : []),
      ...witnessed,
    ],
    facts: [place, { name: words.entrySays, value: opened.text }],
  };
}

const longestEntry = 65_536;

function readEntryProof({
  receipt,
  salt,
  canonical,
  canonicalBytes,
}: Readonly<Record<string, unknown>>): EntryProof | undefined {
  if (typeof receipt !== 'string') return undefined;
  if (canonical === undefined) return { receipt };
  if (typeof canonical !== 'string' || typeof salt !== 'string') return undefined;
  const bytes = new TextEncoder().encode(canonical);
  const length = Number(canonicalBytes);
  const salted = bytesOfBase64url(salt);
  if (salted?.length !== 32 || !Number.isInteger(length) || length < bytes.length || length > longestEntry)
    return undefined;
  const padded = new Uint8Array(length).fill(0x20);
  padded.set(bytes);
  return { receipt, opened: { salt: salted, canonical: padded, text: canonical } };
}

function bytesOfBase64url(text: string): Uint8Array | undefined {
  try {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(plain, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
