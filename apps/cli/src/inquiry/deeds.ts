import { setTimeout } from 'node:timers/promises';
import { batchEndpoints, type BatchProgress, type BulkDeed, bulkEndpoints, type CallOf } from '@gatehouse/contract';
import type { ApiClient } from '../api-client.js';
import { sayCount } from '../commands/problems.js';
import { type Io, say } from '../io.js';

const lookEvery = 500;
const onePage = 100;

/** What is done for many rows of a list. */
export type Deed = 'proveIdentity' | 'serveNotices' | 'submit' | 'sendConsents';

/**
 * Asks for one deed for a list, waits until it ends, with its progress on a terminal, and tells what came of it. Interrupted, the
 * node goes on by itself.
 * @returns how many rows were left or still wait, each that was left said with its reason
 */
export async function doDeed<D extends Deed>(
  client: ApiClient,
  io: Io,
  deed: D,
  list: BatchProgress,
  body: NonNullable<CallOf<(typeof batchEndpoints)[D]>['body']>,
): Promise<number> {
  const given = { params: { id: list.id }, body } as CallOf<(typeof batchEndpoints)[D]>;
  const ended = await watchDeed(client, io, (await client.call(batchEndpoints[deed], given)) as BulkDeed);
  const params = { id: ended.id };
  const leftRows = everything((query) => client.call(bulkEndpoints.left, { params, query }));
  for await (const { rowNumber, words } of leftRows) {
    say(io, `row ${rowNumber}: ${words.en}`, `第 ${rowNumber} 行：${words.zh}`);
  }
  const { rows, done } = ended.progress;
  say(io, `${done} rows done, ${rows - done} left. 已办理 ${done} 行，未办理 ${rows - done} 行。`);
  if (ended.state !== 'DONE') say(io, ended.next.en, ended.next.zh);
  if (ended.letters > 0) await handOverLetters(client, io, ended.id);
  return rows - done;
}

async function watchDeed(client: ApiClient, io: Io, asked: BulkDeed): Promise<BulkDeed> {
  let deed = asked;
  while (deed.state === 'WORKING') {
    sayCount(io, deed.progress.done + deed.progress.left, deed.progress.rows);
    await setTimeout(lookEvery);
    deed = await client.call(bulkEndpoints.read, { params: { id: deed.id } });
  }
  sayCount(io);
  return deed;
}

/** Links and codes of printed letters are said once, and then nothing of them is kept; they belong into closed envelopes. */
async function handOverLetters(client: ApiClient, io: Io, id: string): Promise<void> {
  const inquiries: string[] = [];
  const letters = everything((query) => client.call(bulkEndpoints.letters, { params: { id }, query }));
  for await (const { inquiryId, rowNumber, link, code } of letters) {
    say(io, `${rowNumber ?? ''}\t${inquiryId}\t${link}\t${code}`);
    inquiries.push(inquiryId);
  }
  await client.call(bulkEndpoints.lettersPrinted, { params: { id }, body: { inquiries } });
}

type Page<T> = { readonly items: readonly T[]; readonly next?: string | undefined };
type PageQuery = { readonly limit: number; readonly cursor?: string };

/** Everything that an endpoint has, page by page. */
async function* everything<T>(read: (query: PageQuery) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await read({ limit: onePage, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
