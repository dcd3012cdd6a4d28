import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { type OutputColumn, type OutputRow, type TableFormat, writeRows, writeTable } from '@gatehouse/tabular';
import { exitStatus, ScreenRefusal, say } from './refusal.js';
import type { ResultRow } from './screener.js';

const columns: readonly OutputColumn[] = [
  { key: 'people_id', title: { en: 'people id', zh: '人员序号' } },
  { key: 'band', title: { en: 'band', zh: '证据等级' } },
  { key: 'registry_id', title: { en: 'registry id', zh: '登记序号' } },
  { key: 'score', title: { en: 'score', zh: '分值' } },
  { key: 'reasons', title: { en: 'reasons', zh: '理由' }, width: 80 },
];
const workbookRows = 1_048_575;
const ownerOnly = 0o600;

/**
 * Writes result rows to a file that appears whole or not at all: they go to a neighbour first, which is made durable and then
 * takes the name (`partial`, on the same disk). Only its owner may read it. Headers are the column keys; there is no byte order mark.
 */
export async function writeResult(
  path: string,
  format: TableFormat,
  rows: AsyncIterable<ResultRow>,
  partial = `${path}.${process.pid}.partial`,
): Promise<void> {
  const file = await openForWriting(partial, path);
  try {
    for await (const piece of pieces(format, rows)) await written(path, () => file.writeFile(piece));
    await written(path, () => file.sync());
    await file.close();
    await written(path, () => rename(partial, path));
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}

async function openForWriting(partial: string, path: string): Promise<FileHandle> {
  return written(path, () => open(partial, 'w', ownerOnly));
}

async function* pieces(format: TableFormat, rows: AsyncIterable<ResultRow>): AsyncGenerator<Uint8Array> {
  if (format !== 'xlsx') {
    yield* writeRows(asOutput(rows), { format, columns, byteOrderMark: false });
    return;
  }
  const collected: OutputRow[] = [];
  for await (const row of asOutput(rows)) {
    collected.push(row);
    if (collected.length > workbookRows) throw new ScreenRefusal(exitStatus.failed, say('workbook-too-long'));
  }
  yield await writeTable(collected, { format, columns, sheetName: 'screening' });
}

async function* asOutput(rows: AsyncIterable<ResultRow>): AsyncGenerator<OutputRow> {
  for await (const row of rows) yield { ...row };
}

/** Failures of the disk become a sentence; failures of the rows themselves pass through elsewhere. */
async function written<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new ScreenRefusal(exitStatus.failed, say('out-failed', { file: basename(path) }));
  }
}
