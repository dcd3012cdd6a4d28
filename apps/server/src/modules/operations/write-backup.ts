import { createWriteStream, existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline as joinStreams, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Encrypter } from 'age-encryption';
import type pg from 'pg';
import { DomainError } from '../../kernel/errors.js';
import { syncFolder } from '../../kernel/files/durable-write.js';
import { type BackupEnd, backupFormat, type BackupLine } from './backup-format.js';
import { rowsOf, tablesInOrder } from './tables.js';

/** What a backup is made of. */
export type BackupSource = {
  readonly client: pg.ClientBase;
  readonly schemas: readonly string[];
  readonly node: string;
  readonly mode: string;
  readonly createdAt: string;
  readonly takenAt: Date;
  readonly dataFolder: string;
};

const rowsPerLine = 500;

/**
 * Folders of the data folder whose files a backup holds: never the keys, and not the running log, which is made anew from the
 * entries. Logs that were closed cannot be made anew: the entries they hold beyond the database are lost.
 */
const keptFolders = ['files', 'law-packs'];

/**
 * Writes a backup, encrypted to offline keys. Runs inside the caller's repeatable-read transaction, so that all tables are of
 * one instant. The file appears under its name only when it is whole and on the disk.
 * @param recipients age public keys (`age1…`)
 * @throws DomainError `backup-recipient-invalid`
 */
export async function writeBackup(
  source: BackupSource,
  out: string,
  recipients: readonly string[],
): Promise<BackupEnd> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) addRecipient(encrypter, recipient);
  const end = { kind: 'end' as const, rows: 0, files: 0 };
  const lines = Readable.from(textOf(linesOf(source, end)));
  const unfinished = `${out}.unfinished`;
  try {
    const packed = Readable.toWeb(joinStreams(lines, createGzip(), () => undefined)) as ReadableStream<Uint8Array>;
    const sealed = await encrypter.encrypt(packed);
    await pipeline(
      Readable.fromWeb(sealed as Parameters<typeof Readable.fromWeb>[0]),
      createWriteStream(unfinished, { mode: 0o600, flush: true }),
    );
    await rename(unfinished, out);
    await syncFolder(join(out, '..'));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return end;
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch (error) {
    throw new DomainError('backup-recipient-invalid', {}, [], error);
  }
}

async function* textOf(lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

async function* linesOf(
  source: BackupSource,
  end: { kind: 'end'; rows: number; files: number },
): AsyncGenerator<BackupLine> {
  const { client, node, mode, createdAt, takenAt } = source;
  const { rows: migrations } = await client.query<{ name: string; hash: string }>(
    'select name, hash from kernel.migration order by name',
  );
  const { rows: queues } = await client.query<{ name: string }>('select name from jobs.queue order by name');
  yield {
    ...{ kind: 'header', format: backupFormat, node, mode, createdAt, takenAt: takenAt.toISOString(), migrations },
    queues: queues.map((queue) => queue.name),
  };
  for (const table of await tablesInOrder(client, source.schemas)) {
    for await (const rows of rowsOf(client, table, rowsPerLine)) {
      end.rows += rows.length;
      yield { kind: 'rows', table, rows };
    }
  }
  for await (const path of filesOf(source.dataFolder, await closedLogs(client))) {
    end.files += 1;
    yield { kind: 'file', path, bytes: (await readFile(join(source.dataFolder, path))).toString('base64') };
  }
  yield end;
}

/** Folders of closed logs, their later ones beside them in the first one's folder. */
async function closedLogs(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ log: number }>('select log from journal.closed_log order by log');
  return rows.map(({ log }) => (log === 1 ? 'log' : join('log', `log-${log}`)));
}

const laterLog = /(^|\/)log\/log-\d+(\/|$)/;

async function* filesOf(dataFolder: string, closed: readonly string[]): AsyncGenerator<string> {
  for (const folder of [...keptFolders, ...closed]) {
    if (!existsSync(join(dataFolder, folder))) continue;
    const entries = await readdir(join(dataFolder, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = relative(dataFolder, entry.parentPath);
      if (folder === 'log' && laterLog.test(path)) continue;
      if (entry.isFile() && !entry.name.startsWith('.')) yield relative(dataFolder, join(entry.parentPath, entry.name));
    }
  }
}
