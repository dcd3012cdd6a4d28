import {
  cosignatureTimestamp,
  formatAddCheckpoint,
  formatNote,
  formatWitnessPolicy,
  isWitnessed,
  type NoteSignature,
  noteVerifier,
  parseCheckpoint,
  parseNote,
  type PolicyWitness,
  proveConsistency,
  quorumOf,
  requireValue,
  verifyNote,
  type WitnessPolicy,
} from '@gatehouse/merkle';
import type { Log } from '../../kernel/log.js';
import type { BackgroundLoop } from '../../kernel/module.js';
import { type LogFolder, nodeSha256, nodeVerify, witnessedFile } from './log-folder.js';
import { journalRules } from './rules.js';

/** How one witness stands to the log, for the auditor. */
export type WitnessState = {
  readonly name: string;
  /** Entries of the head it cosigned last, and when by its own clock; null: none since this node started. */
  readonly size: number | null;
  readonly at: Date | null;
  /** `silent`: it did not answer; `refuses`: it said no; `knows-more`: it has seen a larger log than this one. */
  readonly trouble: 'silent' | 'refuses' | 'knows-more' | null;
};

/** How the log stands to its witnesses. */
export type WitnessedState = {
  /** The head that enough of them cosigned; undefined: none yet. */
  readonly witnessed: { readonly size: number; readonly at: Date } | undefined;
  readonly required: number;
  readonly witnesses: readonly WitnessState[];
};

/** Asks the witnesses of a log to cosign its heads. */
export type Witnesses = BackgroundLoop & {
  /** Undefined where the operator named none. */
  readonly state: () => WitnessedState | undefined;
  /** Asks everybody once for the present head. */
  readonly askAll: () => Promise<void>;
};

type Asked = { name: string; size: number; at: Date | null; trouble: WitnessState['trouble']; known: boolean };

/**
 * The witnesses of the running log. They are asked for the present head at most every `journalRules.witnessInterval`; a head
 * that the policy's quorum cosigned is published as `witnessed`. Nothing waits for them: an answer leaves on the node's own
 * checkpoint, and everybody sees up to where the log is witnessed and since when it is not.
 */
export function openWitnesses(
  policy: WitnessPolicy | undefined,
  folder: LogFolder,
  log: Log,
  send: typeof fetch = fetch,
): Witnesses {
  if (policy === undefined) return nobodyAsked(folder, log);
  const { witnesses, least } = quorumOf(policy);
  const states = new Map<string, Asked>(
    witnesses.map(({ name }) => [name, { name, size: 0, at: null, trouble: null, known: false }]),
  );
  let witnessed: WitnessedState['witnessed'];
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  const readWitnessed = async (): Promise<void> => {
    const bytes = await folder.readFile(witnessedFile, 1_000_000);
    if (bytes === undefined) return;
    const note = requireValue(parseNote(bytes));
    const { size } = requireValue(parseCheckpoint(note.text));
    const signatures = cosignaturesOn(note.text, note.signatures, witnesses);
    for (const { name } of signatures) takeSize(states, name, size);
    if (isWitnessed(policy, new Set(signatures.map(({ name }) => name))))
      witnessed = { size, at: latest(signatures.map(({ signature }) => signature)) };
  };

  const askAll = async (): Promise<void> => {
    const head = await folder.checkpoint();
    if (head === undefined || head.checkpoint.size === witnessed?.size) return;
    const answers = await Promise.all(
      witnesses.map(async (witness) => {
        const state = states.get(witness.name);
        if (state === undefined || witness.address === undefined) return [];
        try {
          return await askOne(witness, state, head.text, head.checkpoint.size, folder, send);
        } catch (error) {
          if (state.trouble !== 'silent') log.warn({ err: error, witness: witness.name }, 'a witness does not answer');
          state.trouble = 'silent';
          return [];
        }
      }),
    );
    const signatures = answers.flat();
    if (!isWitnessed(policy, new Set(signatures.map(({ name }) => name)))) return;
    const note = requireValue(parseNote(new TextEncoder().encode(head.text)));
    const lines = signatures.map(({ signature }) => signature);
    const text = formatNote({ text: note.text, signatures: [...note.signatures, ...lines] });
    await folder.publishWitnessed(text);
    witnessed = { size: head.checkpoint.size, at: latest(lines) };
  };

  // A round that failed is no reason not to begin the next.
  const inTurn = (): Promise<void> => (turn = turn.catch(() => undefined).then(askAll));
  let isAsking = false;
  return {
    state: () => ({
      witnessed,
      required: least,
      witnesses: [...states.values()].map(({ name, size, at, trouble, known }) => ({
        name,
        size: known ? size : null,
        at,
        trouble,
      })),
    }),
    askAll: inTurn,
    turn: inTurn,
    start: () => {
      const published = folder.publishPolicy(formatWitnessPolicy(policy));
      turn = published.then(readWitnessed).catch((error: unknown) => {
        log.error({ err: error }, 'the witnessed head could not be read and will be asked for again');
      });
      timer = setInterval(() => {
        // A round may take longer than the pause between two: rounds never pile up behind a silent witness.
        if (isAsking) return;
        isAsking = true;
        inTurn()
          .catch((error: unknown) => log.error({ err: error }, 'the witnesses could not be asked'))
          .finally(() => (isAsking = false));
      }, journalRules.witnessInterval);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await turn.catch(() => undefined);
    },
  };
}

/** Where the operator named nobody, that is what the log publishes. */
function nobodyAsked(folder: LogFolder, log: Log): Witnesses {
  const nobody = formatWitnessPolicy({ logKeys: [], witnesses: [], groups: new Map(), quorum: undefined });
  let turn: Promise<void> = Promise.resolve();
  return {
    state: () => undefined,
    askAll: async () => undefined,
    turn: async () => undefined,
    start: () => {
      turn = folder.publishPolicy(nobody).catch((error: unknown) => {
        log.error({ err: error }, 'it could not be published that nobody witnesses the log');
      });
    },
    stop: () => turn,
  };
}

type Cosignature = { readonly name: string; readonly signature: NoteSignature };

/** Asks one witness, and once more where it knows the log by another size. */
async function askOne(
  witness: PolicyWitness,
  state: Asked,
  checkpoint: string,
  size: number,
  folder: LogFolder,
  send: typeof fetch,
): Promise<Cosignature[]> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { readTile, subtrees } = folder.proving;
    // A log that was put back knows of a larger head than its own; the witness says so when it is asked from this one.
    const oldSize = Math.min(state.size, size);
    const proof = await proveConsistency(oldSize, size, readTile, nodeSha256, subtrees);
    const response = await send(`${witness.address?.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: formatAddCheckpoint({ oldSize, proof, checkpoint }),
      signal: AbortSignal.timeout(journalRules.witnessPatience),
      redirect: 'error',
    });
    const text = await shortText(response);
    if (response.status === 409 && attempt === 0) {
      const other = Number(text.trim());
      if (Number.isSafeInteger(other) && other >= 0 && other <= size) {
        state.size = other;
        continue;
      }
      state.trouble = other > size ? 'knows-more' : 'refuses';
      return [];
    }
    const found = response.ok ? readCosignatures(checkpoint, text, witness) : [];
    const [line] = found;
    state.trouble = line === undefined ? 'refuses' : null;
    if (line !== undefined)
      Object.assign(state, { size, known: true, at: latest(found.map(({ signature }) => signature)) });
    return found;
  }
  return [];
}

/** Longest answer that is read of a witness, in bytes: a line or a size. */
const longestAnswer = 16 * 1024;

/** The text of an answer; a witness that sends more than it may is given up. */
async function shortText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += (part as Uint8Array).length;
    if (length > longestAnswer) throw new Error('a witness answered more than a line');
    parts.push(part as Uint8Array);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The lines of an answer that this very witness made for this very checkpoint. */
function readCosignatures(checkpoint: string, lines: string, witness: PolicyWitness): Cosignature[] {
  const { text } = requireValue(parseNote(new TextEncoder().encode(checkpoint)));
  const answered = parseNote(new TextEncoder().encode(`${text}\n${lines}`));
  return answered.ok ? cosignaturesOn(text, answered.value.signatures, [witness]) : [];
}

/** The signatures of these witnesses that verify on a text. */
export function cosignaturesOn(
  text: string,
  signatures: readonly NoteSignature[],
  witnesses: readonly PolicyWitness[],
): Cosignature[] {
  return witnesses.flatMap(({ name, key }) => {
    const verified = verifyNote({ text, signatures }, [noteVerifier(key, nodeVerify)]);
    const [signature] = verified.ok ? verified.value : [];
    return signature === undefined ? [] : [{ name, signature }];
  });
}

function takeSize(states: ReadonlyMap<string, Asked>, name: string, size: number): void {
  const state = states.get(name);
  if (state !== undefined) state.size = size;
}

/** The latest moment at which one of these was made; the witnesses' clocks say it. */
function latest(signatures: readonly NoteSignature[]): Date {
  const seconds = signatures.map(({ signature }) => cosignatureTimestamp(signature) ?? 0);
  return new Date(Math.max(0, ...seconds) * 1000);
}
