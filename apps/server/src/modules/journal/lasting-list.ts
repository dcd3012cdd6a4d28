import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../kernel/errors.js';
import { syncFolder } from '../../kernel/files/durable-write.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import { ed25519PublicKey } from './log-folder.js';

/** One line of the list: random ids and words of acts, nothing about a person. */
const Line = z.strictObject({
  entry: z.uuid(),
  log: z.number().int(),
  index: z.number().int(),
  act: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
  at: z.iso.datetime(),
  /** SHA-256 of the line before, in hex; of nothing for the first. */
  previous: z.string(),
  /** Ed25519 by the key of the log, over `signedPrefix` and the line without its signature. */
  signature: z.base64(),
});
export type LastingLine = z.infer<typeof Line>;
export type LastingAct = Omit<LastingLine, 'previous' | 'signature'>;

/** Never the beginning of a checkpoint, which the same key signs. */
const signedPrefix = 'gatehouse lasting act v1\n';

/** The list of lasting acts outside the database, each line durable before the next. */
export type LastingList = {
  readonly lines: readonly LastingLine[];
  readonly append: (acts: readonly LastingAct[]) => Promise<void>;
};

/**
 * Opens the list, or begins it. A line that was cut short by an interruption was never relied on and is dropped.
 * @throws DomainError `lasting-list-broken` where a line was changed, taken out, or signed by another node
 */
export async function openLastingList(path: string, keys: KeyRing): Promise<LastingList> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = readLines(whole, keys);
  let last = whole.split('\n').at(-2) ?? '';
  let size = Buffer.byteLength(whole);
  return {
    lines,
    append: async (acts) => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, 'a+', 0o600);
      try {
        await file.truncate(size);
        for (const act of acts) {
          const body = { ...act, previous: last === '' ? '' : hashOf(last) };
          const signature = Buffer.from(await keys.sign('log', signedBytes(body))).toString('base64');
          const line: LastingLine = { ...body, signature };
          last = JSON.stringify(line);
          const bytes = Buffer.from(`${last}\n`);
          await file.write(bytes);
          size += bytes.length;
          lines.push(line);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await syncFolder(dirname(path));
    },
  };
}

function readLines(text: string, keys: KeyRing): LastingLine[] {
  const key = createPublicKey({ key: ed25519PublicKey(keys.publicKey('log')), format: 'der', type: 'spki' });
  let before = '';
  return text
    .split('\n')
    .slice(0, -1)
    .map((text, at) => {
      const line = parseLine(text);
      const fits = line !== undefined && line.previous === (before === '' ? '' : hashOf(before)) && isSigned(line, key);
      if (!fits) return refuse('lasting-list-broken', { line: at + 1 });
      before = text;
      return line;
    });
}

function parseLine(text: string): LastingLine | undefined {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isSigned({ signature, ...body }: LastingLine, key: ReturnType<typeof createPublicKey>): boolean {
  return verify(null, signedBytes(body), key, Buffer.from(signature, 'base64'));
}

function signedBytes(body: Omit<LastingLine, 'signature'>): Buffer {
  const { entry, log, index, act, objectKind, objectId, at, previous } = body;
  return Buffer.from(signedPrefix + JSON.stringify([entry, log, index, act, objectKind, objectId, at, previous]));
}

function hashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}
