import {
  type Checked,
  explainProblem,
  isWitnessed,
  noteVerifier,
  parseNote,
  parseVerifierKey,
  parseWitnessPolicy,
  quorumOf,
  type VerifierKey,
  verifyNote,
  type WitnessPolicy,
} from '@gatehouse/merkle';
import type { Words } from '../../ui/words.js';
import words from './words.json' with { type: 'json' };

/** Whose signatures the reader trusts: keys of logs and, where they gave a policy, witnesses; and the last head that those signed. */
export type Trust = {
  readonly logKeys: readonly VerifierKey[];
  readonly policy: WitnessPolicy | undefined;
  /** The text of that head, as it was given; empty where none was. */
  readonly witnessed: string;
};

/**
 * Reads keys of logs, a line each, or a policy of witnesses (C2SP tlog-policy), and beside them the last head that witnesses signed; or says in words
 * what is wrong with it.
 */
export function readTrust(
  text: string,
  witnessed = '',
): { readonly ok: true; readonly trust: Trust } | { readonly ok: false; readonly why: Words } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) return { ok: false, why: words.noKeys };
  if (lines.some((line) => /^\s*(log|witness|group|quorum)\s/.test(line))) {
    const policy = parseWitnessPolicy(text);
    if (!policy.ok) return { ok: false, why: explainProblem(policy.problem) };
    const { logKeys } = policy.value;
    return logKeys.length === 0
      ? { ok: false, why: words.noKeys }
      : { ok: true, trust: { logKeys, policy: policy.value, witnessed } };
  }
  const keys = lines.map((line): Checked<VerifierKey> => parseVerifierKey(line.trim()));
  const logKeys: VerifierKey[] = [];
  for (const key of keys) {
    if (!key.ok) return { ok: false, why: explainProblem(key.problem) };
    logKeys.push(key.value);
  }
  return { ok: true, trust: { logKeys, policy: undefined, witnessed } };
}

/** How many of the policy's witnesses signed a checkpoint, how few suffice, and whether they do; undefined without a policy. */
export function witnessesOf(checkpoint: string, { policy }: Trust) {
  if (policy === undefined) return undefined;
  const { witnesses, least } = quorumOf(policy);
  const note = parseNote(new TextEncoder().encode(checkpoint));
  const signed = witnesses.filter(({ key }) => note.ok && verifyNote(note.value, [noteVerifier(key)]).ok);
  return {
    signed: signed.length,
    least,
    suffices: note.ok && isWitnessed(policy, new Set(signed.map(({ name }) => name))),
  };
}
