import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { batchEndpoints, type BatchRow, type BatchProgress } from '@gatehouse/contract';
import type { ApiClient } from '../api-client.js';
import { sayCount, sayProblem } from '../commands/problems.js';
import { type Io, say } from '../io.js';

const lookEvery = 500;

/** Uploads a list and waits until every row is read. */
export async function uploadList(client: ApiClient, io: Io, file: string, again: boolean): Promise<BatchProgress> {
  const upload = { name: basename(file), bytes: await readFile(file) };
  const { id } = await client.upload(batchEndpoints.upload, { query: { again: again ? 'true' : 'false' } }, upload);
  say(io, `List ${id}. 名单 ${id}。`);
  return watchList(client, io, id);
}

/** Waits until a list is read, with its progress on a terminal. */
export async function watchList(client: ApiClient, io: Io, id: string): Promise<BatchProgress> {
  for (;;) {
    const list = await readList(client, id);
    sayCount(io, list.progress.done, list.progress.rows);
    if (list.state !== 'READING' && list.state !== 'PROCESSING') {
      sayCount(io);
      return list;
    }
    await setTimeout(lookEvery);
  }
}

/** One list as it stands now. */
export function readList(client: ApiClient, id: string): Promise<BatchProgress> {
  return client.call(batchEndpoints.read, { params: { id } });
}

/** Says what is wrong with a list, by row and column. @returns how many problems there are */
export async function sayListProblems(client: ApiClient, io: Io, list: BatchProgress): Promise<number> {
  let found = list.problems.length;
  for (const { row, column, path, message } of list.problems) sayProblem(io, row, column ?? path, message);
  for await (const { rowNumber, fields } of rowsOf(client, list.id, 'with')) {
    found += fields.length;
    for (const { column, path, message } of fields) sayProblem(io, rowNumber ?? undefined, column ?? path, message);
  }
  return found;
}

/** Rows of a list. */
export async function* rowsOf(client: ApiClient, id: string, problems?: 'with' | 'without'): AsyncGenerator<BatchRow> {
  let cursor: string | undefined;
  do {
    const query = { limit: 100, problems, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call(batchEndpoints.rows, { params: { id }, query });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** Where a list stands, in counts; names nobody. */
export function sayStanding(io: Io, { id, state, progress, counts, next }: BatchProgress): void {
  say(io, `${id}: ${state}, ${progress.done} / ${progress.rows}`);
  for (const [name, count] of Object.entries(counts.byState)) say(io, `  ${name}: ${count}`);
  say(io, `  with problems 有问题: ${counts.withProblems}; identity unproven 未核验身份: ${counts.unproven}`);
  say(io, next.en, next.zh);
}
