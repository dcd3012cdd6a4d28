import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type NoticePayload, noticeDictionary, readNoticeCode, writeNoticeCode } from '@gatehouse/contract';

const dictionary = Buffer.from(noticeDictionary);

/** The code of a notice with something in it changed, as somebody might forge it. */
export async function changedCode(
  code: string,
  change: (payload: { facts: Record<string, unknown>; proof: Record<string, unknown> }) => void,
): Promise<string> {
  const read = await readNoticeCode(code, async (packed) => inflateRawSync(packed, { dictionary }).toString());
  if (!('json' in read)) throw new Error(`the code of the notice cannot be read: ${read.reason}`);
  const payload = JSON.parse(read.json) as NoticePayload;
  change(payload);
  return writeNoticeCode(payload, (text) => deflateRawSync(text, { dictionary }));
}
