import { type AnswerOf, batchEndpoints, type BatchView, type BulkOutcome, type CallOf } from '@gatehouse/contract';
import type { ApiClient } from '../api-client.js';
import { type Io, say } from '../io.js';

/**
 * Deeds for many rows of a list, as this version of the contract does them: the only place of the command line that knows how
 * long one takes and how its outcome is told.
 */
export type Deed = Exclude<
  keyof typeof batchEndpoints & ('proveIdentity' | 'serveNotices' | 'submit' | 'sendConsents'),
  never
>;

/** Does one deed for a list and tells what came of it. @returns how many rows were left, each said with its reason */
export async function doDeed<D extends Deed>(
  client: ApiClient,
  io: Io,
  deed: D,
  list: BatchView,
  body: NonNullable<CallOf<(typeof batchEndpoints)[D]>['body']>,
): Promise<number> {
  const given = { params: { id: list.id }, body } as CallOf<(typeof batchEndpoints)[D]>;
  const answer: AnswerOf<(typeof batchEndpoints)[D]> = await client.call(batchEndpoints[deed], given);
  const { done, left } = answer as BulkOutcome;
  for (const { rowNumber, words } of left) {
    say(io, `row ${rowNumber}: ${words.en}`, `第 ${rowNumber} 行：${words.zh}`);
  }
  say(io, `${done} rows done, ${left.length} left. 已办理 ${done} 行，未办理 ${left.length} 行。`);
  sayLetters(io, answer);
  return left.length;
}

/** Links and codes of printed letters are shown once; they belong into closed envelopes. */
function sayLetters(io: Io, answer: unknown): void {
  const { printed = [] } = answer as { printed?: readonly { inquiryId: string; link: string; code: string }[] };
  for (const { inquiryId, link, code } of printed) say(io, `${inquiryId}\t${link}\t${code}`);
}
