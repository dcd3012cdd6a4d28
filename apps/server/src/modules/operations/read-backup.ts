import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import type pg from 'pg';
import { refuse } from '../../kernel/errors.js';
import { writeDurably } from '../../kernel/files/durable-write.js';
import { type BackupEnd, type BackupHeader, BackupLine } from './backup-format.js';
import { insertRows, withoutForeignKeys } from './tables.js';

/** The lines of a backup, opened with one of its offline keys. */
export async function* openBackup(file: string, identity: string): AsyncGenerator<BackupLine> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity.trim());
  const sealed = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  const packed = await decrypter.decrypt(sealed);
  const text = Readable.fromWeb(packed as Parameters<typeof Readable.fromWeb>[0]).pipe(createGunzip());
  for await (const line of createInterface({ input: text })) yield BackupLine.parse(JSON.parse(line));
}

/** The first line, which says what the rest is. @throws DomainError `backup-unreadable` */
export async function readHeader(lines: AsyncGenerator<BackupLine>): Promise<BackupHeader> {
  const first = await lines.next().catch(() => undefined);
  if (first === undefined || first.done === true || first.value.kind !== 'header') return refuse('backup-unreadable');
  return first.value;
}

/**
 * Puts everything after the header back, in one transaction of the schema's owner into a migrated, empty database.
 * @throws DomainError `backup-unreadable` when the end line is missing or counts otherwise; then nothing was kept
 */
export async function putBack(
  client: pg.ClientBase,
  schemas: readonly string[],
  dataFolder: string,
  lines: AsyncGenerator<BackupLine>,
): Promise<BackupEnd> {
  const found = { rows: 0, files: 0 };
  let end: BackupEnd | undefined;
  await client.query('begin');
  try {
    await withoutForeignKeys(client, schemas, async () => {
      for await (const line of lines) {
        if (line.kind === 'rows') {
          await insertRows(client, line.table, line.rows);
          found.rows += line.rows.length;
        } else if (line.kind === 'file') {
          await putFile(dataFolder, line.path, Buffer.from(line.bytes, 'base64'));
          found.files += 1;
        } else if (line.kind === 'end') end = line;
      }
      if (end === undefined || end.rows !== found.rows || end.files !== found.files) refuse('backup-unreadable');
    });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return end ?? refuse('backup-unreadable');
}

/** Writes a file of the backup; a path that leads out of the data folder is not one of ours. */
async function putFile(dataFolder: string, path: string, bytes: Uint8Array): Promise<void> {
  const place = normalize(join(dataFolder, path));
  if (!place.startsWith(normalize(dataFolder) + sep)) refuse('backup-unreadable');
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await writeDurably(place, bytes);
}
