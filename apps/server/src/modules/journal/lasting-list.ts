import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { cp, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../kernel/errors.js';
import { syncFolder, writeDurably } from '../../kernel/files/durable-write.js';
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

/**
 * How far the list reached when it was last written, in a file of its own beside it: the lines that are left after the last
 * ones were cut off fit each other.
 */
const Head = z.strictObject({
  lines: z.number().int(),
  /** SHA-256 of the last line, in hex. */
  last: z.string(),
  /** Ed25519 by the key of the log, over `headPrefix` and the two. */
  signature: z.base64(),
});
type Head = z.infer<typeof Head>;

/** Never the beginning of a checkpoint, which the same key signs. */
const signedPrefix = 'gatehouse lasting act v1\n';
const headPrefix = 'gatehouse lasting acts head v1\n';

const headOf = (path: string): string => `${path}.head`;

/** The list of lasting acts outside the database, each line durable before the next. */
export type LastingList = {
  readonly lines: readonly LastingLine[];
  readonly append: (acts: readonly LastingAct[]) => Promise<void>;
};

/**
 * Opens the list, or begins it. A line that was cut short by an interruption was never relied on and is dropped. A list without
 * its head, as the first version wrote it, is taken as it is and gets one.
 * @throws DomainError `lasting-list-broken` where a line was changed, taken out, or signed by another node;
 * `lasting-list-cut` where lines are missing at its end
 */
export async function openLastingList(path: string, keys: KeyRing): Promise<LastingList> {
  const text = (await textOf(path)) ?? '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = readLines(whole, keys);
  refuseCut(whole.split('\n').slice(0, -1), await textOf(headOf(path)), keys);
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
      await writeHead(path, lines.length, last, keys);
    },
  };
}

/** Copies a list with its head, where it has one, to a place where there is none. */
export async function copyLastingList(from: string, to: string): Promise<void> {
  await cp(from, to, { errorOnExist: true, force: false });
  if ((await textOf(headOf(from))) !== undefined) await cp(headOf(from), headOf(to));
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function writeHead(path: string, lines: number, lastLine: string, keys: KeyRing): Promise<void> {
  const last = hashOf(lastLine);
  const signature = Buffer.from(await keys.sign('log', headBytes({ lines, last }))).toString('base64');
  await writeDurably(headOf(path), Buffer.from(JSON.stringify({ lines, last, signature } satisfies Head)));
}

function refuseCut(lines: readonly string[], text: string | undefined, keys: KeyRing): void {
  if (text === undefined) return;
  const head = parsed(Head, text);
  const isOwn = head !== undefined && verify(null, headBytes(head), keyOf(keys), Buffer.from(head.signature, 'base64'));
  if (!isOwn) return refuse('lasting-list-broken', { line: lines.length });
  const last = lines[head.lines - 1];
  if (last === undefined || hashOf(last) !== head.last) {
    refuse('lasting-list-cut', { line: lines.length, held: head.lines });
  }
}

function readLines(text: string, keys: KeyRing): LastingLine[] {
  const key = keyOf(keys);
  let before = '';
  return text
    .split('\n')
    .slice(0, -1)
    .map((text, at) => {
      const line = parsed(Line, text);
      const fits = line !== undefined && line.previous === (before === '' ? '' : hashOf(before)) && isSigned(line, key);
      if (!fits) return refuse('lasting-list-broken', { line: at + 1 });
      before = text;
      return line;
    });
}

function keyOf(keys: KeyRing): KeyObject {
  return createPublicKey({ key: ed25519PublicKey(keys.publicKey('log')), format: 'der', type: 'spki' });
}

function parsed<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isSigned({ signature, ...body }: LastingLine, key: KeyObject): boolean {
  return verify(null, signedBytes(body), key, Buffer.from(signature, 'base64'));
}

function signedBytes(body: Omit<LastingLine, 'signature'>): Buffer {
  const { entry, log, index, act, objectKind, objectId, at, previous } = body;
  return Buffer.from(signedPrefix + JSON.stringify([entry, log, index, act, objectKind, objectId, at, previous]));
}

function headBytes({ lines, last }: Omit<Head, 'signature'>): Buffer {
  return Buffer.from(headPrefix + JSON.stringify([lines, last]));
}

function hashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}
