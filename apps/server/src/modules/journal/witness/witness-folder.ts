import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  formatSignerKey,
  formatVerifierKey,
  type MerkleProblem,
  noteVerifier,
  openCheckpoint,
  parseSignerKey,
  requireValue,
  type SignerKey,
  signerKey,
  type TreeHead,
  type VerifierKey,
} from '@gatehouse/merkle';
import { writeDurably } from '../../../kernel/files/durable-write.js';
import { lockFolder } from '../../../kernel/database/folder-lock.js';

/** What a witness keeps: its key, the last head of each log, and what speaks against a log. */
export type WitnessFolder = {
  readonly key: SignerKey;
  /** The head it cosigned last; undefined for a log it has not seen. */
  readonly lastHead: (log: VerifierKey) => Promise<TreeHead | undefined>;
  /** The checkpoint of that head, as the log signed it. */
  readonly lastCheckpoint: (log: VerifierKey) => Promise<string | undefined>;
  /** Keeps a checkpoint, durably, before it is cosigned. */
  readonly keepHead: (log: VerifierKey, checkpoint: string) => Promise<void>;
  /** Keeps what a log signed against itself: what was known, and what came. The same twice is one. @returns its file */
  readonly keepEvidence: (log: VerifierKey, came: Uint8Array, problem: MerkleProblem) => Promise<string | undefined>;
  /** Files of evidence. */
  readonly evidence: () => Promise<readonly string[]>;
  readonly release: () => Promise<void>;
};

/** Most files of evidence of one folder: whoever floods a witness does not fill its disk. One is enough. */
const mostEvidence = 1000;

/**
 * Opens, or begins, the folder of a witness, for this process alone.
 * @param name the name it signs with, for a new folder: a host name and a path, without spaces
 * @throws DomainError `data-folder-locked`
 */
export async function openWitnessFolder(path: string, name: string): Promise<WitnessFolder> {
  await mkdir(join(path, 'evidence'), { recursive: true, mode: 0o700 });
  const lock = await lockFolder(path);
  const key = await openKey(path, name);
  const headPath = (log: VerifierKey): string => join(path, `${nameOf(log.name)}.checkpoint`);
  const evidence = async (): Promise<string[]> => (await readdir(join(path, 'evidence'))).sort();
  return {
    key,
    lastHead: async (log) => {
      const bytes = await readIfThere(headPath(log));
      if (bytes === undefined) return undefined;
      return requireValue(openCheckpoint(bytes, { logKeys: [noteVerifier(log)], origin: log.name })).checkpoint;
    },
    lastCheckpoint: async (log) => (await readIfThere(headPath(log)))?.toString('utf8'),
    keepHead: (log, checkpoint) => writeDurably(headPath(log), Buffer.from(checkpoint)),
    keepEvidence: async (log, came, problem) => {
      const file = `${nameOf(log.name)}-${createHash('sha256').update(came).digest('hex').slice(0, 16)}.txt`;
      const kept = await evidence();
      if (kept.includes(file) || kept.length >= mostEvidence) return undefined;
      const known = (await readIfThere(headPath(log))) ?? Buffer.from('nothing\n');
      const head = Buffer.from(`${JSON.stringify(problem)}\n\n=== known ===\n`);
      const text = Buffer.concat([head, known, Buffer.from('\n=== came ===\n'), came]);
      await writeDurably(join(path, 'evidence', file), text);
      return file;
    },
    evidence,
    release: lock.release,
  };
}

async function openKey(path: string, name: string): Promise<SignerKey> {
  const file = join(path, 'witness.key');
  const kept = await readIfThere(file);
  if (kept !== undefined) return requireValue(parseSignerKey(kept.toString('utf8').trim()));
  const key = signerKey(name, randomBytes(32), 'cosignature-v1');
  await writeDurably(file, Buffer.from(`${formatSignerKey(key)}\n`));
  await writeDurably(join(path, 'witness.vkey'), Buffer.from(`${formatVerifierKey(key)}\n`));
  return key;
}

/** The name of a log as the name of a file. */
function nameOf(origin: string): string {
  const words = origin.replace(/[^A-Za-z0-9.-]+/g, '_').slice(0, 60);
  return `${words}-${createHash('sha256').update(origin).digest('hex').slice(0, 8)}`;
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
