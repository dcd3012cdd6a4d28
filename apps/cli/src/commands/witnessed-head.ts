import {
  cosignatureTimestamp,
  explainProblem,
  isWitnessed,
  noteVerifier,
  openCheckpoint,
  type ReadFile,
  type TreeHead,
  type VerifierKey,
  type WitnessPolicy,
} from '@gatehouse/merkle';

type Words = { readonly en: string; readonly zh: string };

/** The head that enough witnesses cosigned, who they were, and when the last of them did. */
export type WitnessedHead = {
  readonly ok: true;
  readonly head: TreeHead;
  readonly names: readonly string[];
  readonly at: Date;
};

/** Reads the witnessed head of a log and holds it against the policy; or says why there is none. */
export async function readWitnessed(
  read: ReadFile,
  logKeys: readonly VerifierKey[],
  policy: WitnessPolicy,
): Promise<WitnessedHead | { readonly ok: false; readonly words: Words }> {
  const bytes = await read('witnessed', 1_000_000);
  if (bytes === undefined) {
    const words = {
      en: 'No head of this log is witnessed. Ask whoever runs it since when.',
      zh: '该日志没有任何经见证的日志头。请询问运行单位。',
    };
    return { ok: false, words };
  }
  const verifiers = policy.witnesses.map(({ key }) => noteVerifier(key));
  const trust = { logKeys: logKeys.map((key) => noteVerifier(key)), witnessKeys: verifiers };
  const opened = openCheckpoint(bytes, trust);
  if (!opened.ok) return { ok: false, words: explainProblem(opened.problem) };
  const { checkpoint, witnessSignatures } = opened.value;
  const signed = policy.witnesses.filter(({ key }) =>
    witnessSignatures.some(({ name, keyId }) => name === key.name && keyId === key.keyId),
  );
  const names = signed.map(({ name }) => name);
  if (!isWitnessed(policy, new Set(names))) {
    const who = names.length === 0 ? '0' : names.join(', ');
    const words = {
      en: `Too few witnesses signed the head of ${checkpoint.size} entries: ${who}.`,
      zh: `在 ${checkpoint.size} 条的日志头上签名的见证方不足：${who}。`,
    };
    return { ok: false, words };
  }
  const seconds = witnessSignatures.map(({ signature }) => cosignatureTimestamp(signature) ?? 0);
  return { ok: true, head: checkpoint, names, at: new Date(Math.max(0, ...seconds) * 1000) };
}

/** Up to where a log is witnessed, and since when it is not. */
export function wordsOfWitnessed({ head, names, at }: WitnessedHead, size: number): Words {
  const since = at.toISOString();
  const newer = size - head.size;
  const who = names.join(', ');
  if (newer <= 0)
    return { en: `Witnessed to its end by ${who} at ${since}.`, zh: `全部条目已由 ${who} 见证（${since}）。` };
  return {
    en: `Witnessed up to ${head.size} entries by ${who}; unwitnessed since ${since}: ${newer} entries.`,
    zh: `前 ${head.size} 条已由 ${who} 见证；自 ${since} 起的 ${newer} 条尚无见证。`,
  };
}
