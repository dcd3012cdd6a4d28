import { createPublicKey, hash, verify } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Checkpoint,
  formatCheckpoint,
  formatNote,
  formatSm2NoteKey,
  formatVerifierKey,
  type LogFile,
  MerkleError,
  type NoteVerifier,
  noteVerifier,
  openCheckpoint,
  providedNoteSigner,
  type ReadFile,
  signNote,
  sm2NoteKey,
  sm2NoteSigner,
  tileReader,
  type VerifierKey,
  verifierKey,
} from '@gatehouse/merkle';
import { writeAllDurably, writeDurably } from '../../kernel/files/durable-write.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import { type KeptForProofs, keptForProofs } from './kept-for-proofs.js';

/** A head of the log and the note that signs it. */
export type PublishedHead = { readonly checkpoint: Checkpoint; readonly text: string };

/** The published log on disk, as C2SP tlog-tiles: tiles, entry bundles, the signed checkpoint and the verifier key. */
export type LogFolder = {
  readonly path: string;
  readonly origin: string;
  readonly verifier: NoteVerifier;
  readonly readFile: ReadFile;
  /** The tiles as proofs read them. */
  readonly proving: KeptForProofs;
  /** The last checkpoint that was published, verified; undefined for a new log. */
  readonly checkpoint: () => Promise<PublishedHead | undefined>;
  /** The last head that enough witnesses cosigned, with their lines; undefined: none yet. */
  readonly witnessed: () => Promise<PublishedHead | undefined>;
  /** Writes tiles and bundles, each whole and durable; writing one again changes nothing. */
  readonly writeFiles: (files: readonly LogFile[]) => Promise<void>;
  /** Signs and publishes a checkpoint, after everything it covers is durable. */
  readonly publish: (size: number, rootHash: Uint8Array) => Promise<void>;
  /** Publishes a head with the lines of those who witnessed it, beside the checkpoint. */
  readonly publishWitnessed: (text: string) => Promise<void>;
  /** Publishes who has to witness the log, or that nobody does, so that everybody can count. */
  readonly publishPolicy: (text: string) => Promise<void>;
};

/** The head that enough witnesses cosigned; the checkpoint may be ahead of it. */
export const witnessedFile = 'witnessed';

/** Who has to witness the log: C2SP tlog-policy, without addresses. */
export const policyFile = 'policy';

/** The key of the SM2 line on each checkpoint, where the node has commercial cryptography. */
export const sm2KeyFile = 'sm2.vkey';

/** The runtime's own SHA-256, which is faster than the portable one. */
export function nodeSha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** Opens, or begins, the published log of a node. */
export async function openLogFolder(path: string, origin: string, keys: KeyRing): Promise<LogFolder> {
  const key = verifierKey(origin, keys.publicKey('log'));
  await mkdir(path, { recursive: true, mode: 0o700 });
  await writeDurably(join(path, 'vkey'), new TextEncoder().encode(`${formatVerifierKey(key)}\n`));
  const sm2 = keys.sm2();
  if (sm2 !== undefined) {
    const line = `${formatSm2NoteKey(sm2NoteKey(origin, sm2.publicKey))}\n`;
    await writeDurably(join(path, sm2KeyFile), new TextEncoder().encode(line));
  }
  return logFolderReader(path, origin, keys);
}

/** The published log of a node as it lies there; nothing is made or written by opening it. */
export function logFolderReader(path: string, origin: string, keys: KeyRing): LogFolder {
  const key = verifierKey(origin, keys.publicKey('log'));
  const verifier = noteVerifier(key, nodeVerify);
  const read = async (name: string): Promise<Uint8Array | undefined> => readIfThere(join(path, name));
  const lastOf = new Map<string, PublishedHead>();
  const head = async (name: string): Promise<PublishedHead | undefined> => {
    const bytes = await read(name);
    if (bytes === undefined) return undefined;
    const text = new TextDecoder().decode(bytes);
    // The signature over these very bytes was verified before.
    const last = lastOf.get(name);
    if (last?.text === text) return last;
    const opened = openCheckpoint(bytes, { logKeys: [verifier], origin });
    if (!opened.ok) throw new MerkleError(opened.problem);
    const found = { checkpoint: opened.value.checkpoint, text };
    lastOf.set(name, found);
    return found;
  };
  return {
    path,
    origin,
    verifier,
    readFile: read,
    proving: keptForProofs(tileReader(read)),
    checkpoint: () => head('checkpoint'),
    witnessed: () => head(witnessedFile),
    writeFiles: async (files) => {
      await writeAllDurably(files.map((file) => ({ path: join(path, file.path), bytes: file.bytes })));
      // A full tile serves for all its partial ones (C2SP tlog-tiles, section Partial Tiles).
      const full = files.filter((file) => !file.path.includes('.p/'));
      await Promise.all(full.map((file) => rm(join(path, `${file.path}.p`), { recursive: true, force: true })));
    },
    publish: async (size, rootHash) => {
      const text = formatCheckpoint({ origin, size, rootHash });
      await writeDurably(join(path, 'checkpoint'), new TextEncoder().encode(await signed(text, key, keys)));
    },
    publishWitnessed: (text) => writeDurably(join(path, witnessedFile), new TextEncoder().encode(text)),
    publishPolicy: (text) => writeDurably(join(path, policyFile), new TextEncoder().encode(text)),
  };
}

/** Signs by Ed25519, and by SM2 beside it where the node has such a key: whoever does not know it passes over its line. */
async function signed(text: string, key: VerifierKey, keys: KeyRing): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const signature = await keys.sign('log', bytes);
  const signers = [providedNoteSigner(key, () => signature)];
  const sm2 = keys.sm2();
  if (sm2 !== undefined) {
    const beside = await sm2.sign(bytes);
    signers.push(sm2NoteSigner(sm2NoteKey(key.name, sm2.publicKey), () => beside));
  }
  return formatNote(signNote({ text, signatures: [] }, signers));
}

/** Head of a SubjectPublicKeyInfo for Ed25519 (RFC 8410), to which the 32 key bytes are appended. */
const ed25519Head = Buffer.from('302a300506032b6570032100', 'hex');

/** A raw Ed25519 public key as the runtime takes it. */
export function ed25519PublicKey(publicKey: Uint8Array): Buffer {
  return Buffer.concat([ed25519Head, publicKey]);
}

/** The runtime’s own Ed25519, which is faster than the portable one. */
export function nodeVerify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const key = createPublicKey({ key: ed25519PublicKey(publicKey), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
