import {
  cosigner,
  decideAsWitness,
  ed25519Sign,
  explainProblem,
  formatNote,
  originOfRequest,
  parseAddCheckpoint,
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
    const { key } = folder;
    const seconds = Math.floor(clock.now().getTime() / 1000);
    const signed = signNote({ text: decision.note.text, signatures: [] }, [cosigner(key, seconds, ed25519Sign(key))]);
    return { status: 200, mediaType: plain, text: formatNote(signed).slice(decision.note.text.length + 1) };
  };
  return {
    addCheckpoint: (body) => {
      const answered = turn.then(() => answer(body));
      turn = answered.catch(() => undefined);
      return answered;
    },
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
