import {
  cosigner,
  decideAsWitness,
  ed25519Sign,
  explainProblem,
  formatNote,
  originOfRequest,
  parseAddCheckpoint,
  parseNote,
  requireValue,
  type SignedNote,
  signNote,
  type VerifierKey,
  type WitnessDecision,
} from '@gatehouse/merkle';
import type { Clock } from '../../../kernel/clock.js';
import { nodeSha256, nodeVerify } from '../log-folder.js';
import type { WitnessFolder } from './witness-folder.js';

/** What a witness answers over HTTP: C2SP tlog-witness, section add-checkpoint. */
export type WitnessAnswer = {
  readonly status: number;
  readonly mediaType: string;
  readonly text: string;
  /** Where a browser is sent. */
  readonly location?: string;
};

/** A witness at work. */
export type Witness = {
  /** Answers one request; those of one log one after the other. */
  readonly addCheckpoint: (body: Uint8Array) => Promise<WitnessAnswer>;
  /** The last head of each log that it saw, signed by the log and cosigned now: what others compare with what they were shown. */
  readonly heads: () => Promise<WitnessAnswer>;
};

/** Told of what a log signed against itself, once for each. */
export type OnEvidence = (log: string, file: string, words: { readonly en: string; readonly zh: string }) => void;

const plain = 'text/plain; charset=utf-8';
const sizeType = 'text/x.tlog.size';

/**
 * A witness of the given logs. It cosigns a head only after it is kept durably, and never one that does not grow from the one it
 * kept before; what speaks against a log is kept as evidence.
 */
export function openWitness(
  folder: WitnessFolder,
  logs: readonly VerifierKey[],
  clock: Clock,
  onEvidence: OnEvidence,
): Witness {
  let turn: Promise<unknown> = Promise.resolve();
  const answer = async (body: Uint8Array): Promise<WitnessAnswer> => {
    const request = parseAddCheckpoint(body);
    if (!request.ok) return refusal(400, request.problem);
    const log = logs.find(({ name }) => name === originOfRequest(request.value));
    const known = log === undefined ? undefined : await folder.lastHead(log);
    const decision = decideAsWitness(request.value, known, logs, nodeVerify, nodeSha256);
    if (log === undefined || decision.kind === 'refused') return refused(decision);
    if (decision.kind === 'other-size') return { status: 409, mediaType: sizeType, text: `${decision.size}\n` };
    if (decision.kind === 'does-not-grow') {
      const { problem, status, size } = decision;
      const file = await folder.keepEvidence(log, body, problem);
      if (file !== undefined) onEvidence(log.name, file, explainProblem(problem));
      return status === 409 ? { status, mediaType: sizeType, text: `${size}\n` } : refusal(status, problem);
    }
    await folder.keepHead(log, request.value.checkpoint);
    const signed = cosigned({ text: decision.note.text, signatures: [] });
    return { status: 200, mediaType: plain, text: formatNote(signed).slice(decision.note.text.length + 1) };
  };
  const cosigned = (note: SignedNote): SignedNote => {
    const { key } = folder;
    return signNote(note, [cosigner(key, Math.floor(clock.now().getTime() / 1000), ed25519Sign(key))]);
  };
  const heads = async (): Promise<WitnessAnswer> => {
    const notes: string[] = [];
    for (const log of logs) {
      const checkpoint = await folder.lastCheckpoint(log);
      if (checkpoint !== undefined) notes.push(formatNote(cosigned(requireValue(parseNote(Buffer.from(checkpoint))))));
    }
    return { status: 200, mediaType: 'application/json; charset=utf-8', text: `${JSON.stringify({ heads: notes })}\n` };
  };
  return {
    addCheckpoint: (body) => {
      const answered = turn.then(() => answer(body));
      turn = answered.catch(() => undefined);
      return answered;
    },
    // Not in turn: anybody may ask, and no number of them holds up a log. What is read is a head that was kept whole.
    heads,
  };
}

function refused(decision: WitnessDecision): WitnessAnswer {
  if (decision.kind !== 'refused') throw new Error('a log that is nobody’s was not refused');
  return refusal(decision.status, decision.problem);
}

function refusal(status: number, problem: Parameters<typeof explainProblem>[0]): WitnessAnswer {
  const { en, zh } = explainProblem(problem);
  return { status, mediaType: plain, text: `${en}\n${zh}\n` };
}
