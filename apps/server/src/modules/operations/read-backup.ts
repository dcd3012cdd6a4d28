import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import type pg from 'pg';
import { DomainError, refuse } from '../../kernel/errors.js';
import { writeDurably } from '../../kernel/files/durable-write.js';
import { type BackupEnd, type BackupHeader, BackupLine } from './backup-format.js';
import {
  continueCounters,
  emptyTable,
  insertRows,
  tablesInOrder,
  withoutForeignKeys,
  withoutTriggers,
} from './tables.js';

/**
 * The lines of a backup, opened with one of its offline keys. Every chunk is authenticated before it is handed on.
 * @throws DomainError `backup-unreadable` for another key, and where the file was cut short or changed
 */
export async function* openBackup(file: string, identity: string): AsyncGenerator<BackupLine> {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identityIn(identity));
    const sealed = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
    const packed = Readable.fromWeb((await decrypter.decrypt(sealed)) as Parameters<typeof Readable.fromWeb>[0]);
    for await (const line of linesOf(pipeline(packed, createGunzip(), () => undefined))) {
      yield BackupLine.parse(JSON.parse(line));
    }
  } catch (error) {
    throw new DomainError('backup-unreadable', {}, [], error);
  }
}

/** The key itself, without the comment lines that age-keygen writes around it. */
function identityIn(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
}

async function* linesOf(text: Readable): AsyncGenerator<string> {
  text.setEncoding('utf8');
  let rest = '';
  for await (const chunk of text) {
    const parts = `${rest}${String(chunk)}`.split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

/** The first line, which says what the rest is. @throws DomainError `backup-unreadable` */
export async function readHeader(lines: AsyncGenerator<BackupLine>): Promise<BackupHeader> {
  const first = await lines.next();
  if (first.done === true || first.value.kind !== 'header') return refuse('backup-unreadable');
  return first.value;
}

/**
 * Puts everything after the header back into a migrated, empty database, inside the caller's transaction.
 * @throws DomainError `backup-unreadable` when the end line is missing or counts otherwise
 */
export async function putBack(
  client: pg.ClientBase,
  schemas: readonly string[],
  dataFolder: string,
  lines: AsyncGenerator<BackupLine>,
): Promise<BackupEnd> {
  const found = { rows: 0, files: 0 };
  let end: BackupEnd | undefined;
  const putRows = async (): Promise<void> => {
    const known = new Set(await tablesInOrder(client, schemas));
    for (const table of known) await emptyTable(client, table);
    for await (const line of lines) {
      if (end !== undefined) refuse('backup-unreadable');
      if (line.kind === 'rows') {
        if (!known.has(line.table)) refuse('backup-unreadable');
        await insertRows(client, line.table, line.rows);
        found.rows += line.rows.length;
      } else if (line.kind === 'file') {
        await putFile(dataFolder, line.path, Buffer.from(line.bytes, 'base64'));
        found.files += 1;
      } else if (line.kind === 'end') end = line;
    }
    if (end === undefined || end.rows !== found.rows || end.files !== found.files) refuse('backup-unreadable');
  };
  await withoutForeignKeys(client, schemas, () => withoutTriggers(client, schemas, putRows));
  await continueCounters(client, schemas);
  return end ?? refuse('backup-unreadable');
}

/** Writes a file of the backup; a path that leads out of the data folder is not one of ours. */
async function putFile(dataFolder: string, path: string, bytes: Uint8Array): Promise<void> {
  const place = normalize(join(dataFolder, path));
  if (!place.startsWith(normalize(dataFolder) + sep)) refuse('backup-unreadable');
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await writeDurably(place, bytes);
}
