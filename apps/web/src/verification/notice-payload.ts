import { isNoticeCode, noticeDictionary, NoticePayload, readBase32, readNoticeCode } from '@gatehouse/contract';

/** Why an address, or what was pasted, is no notice: nothing there, characters lost, a browser that cannot unpack, another kind. */
export type Unreadable = 'empty' | 'cut' | 'browser' | 'other';

export type ReadPayload =
  { readonly ok: true; readonly payload: NoticePayload } | { readonly ok: false; readonly reason: Unreadable };

const largestPayload = 400_000;

/**
 * Reads a notice out of a whole address, its part behind `#`, or its JSON; notices of either writing. Nothing in it is believed
 * yet. DEFLATE ends where it must: one lost character of the packed form is found out.
 */
export async function readPayload(text: string): Promise<ReadPayload> {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, reason: 'empty' };
  if (trimmed.startsWith('{')) return shapedPayload(trimmed);
  const packed = trimmed.slice(trimmed.indexOf('#') + 1).replace(/\s/g, '');
  if (packed === '') return { ok: false, reason: 'empty' };
  if (typeof DecompressionStream === 'undefined') return { ok: false, reason: 'browser' };
  if (isNoticeCode(packed)) {
    const read = await readNoticeCode(packed, inflatedWithDictionary);
    return 'json' in read ? shapedPayload(read.json) : { ok: false, reason: read.reason };
  }
  const bytes = readBase32(packed);
  if (!bytes) return { ok: false, reason: 'other' };
  const json = await inflated(bytes);
  return json === undefined ? { ok: false, reason: 'cut' } : shapedPayload(json);
}

function shapedPayload(json: string): ReadPayload {
  try {
    const payload = NoticePayload.safeParse(JSON.parse(json));
    return payload.success ? { ok: true, payload: payload.data } : { ok: false, reason: 'other' };
  } catch {
    return { ok: false, reason: 'cut' };
  }
}

/**
 * Browsers know no preset dictionary. One that stands before the packed bytes as a stored block (RFC 1951, 3.2.4) is the same to
 * what refers back to it, and is cut off again.
 */
async function inflatedWithDictionary(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const dictionary = new TextEncoder().encode(noticeDictionary);
  const { length } = dictionary;
  const head = [0, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff];
  const text = await inflated(Uint8Array.from([...head, ...dictionary, ...bytes]));
  return text?.slice(noticeDictionary.length);
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return await limitedText(stream);
  } catch {
    return undefined;
  }
}

/** Text of a stream, given up where it grows beyond all reason: a few bytes can unpack to gigabytes. */
async function limitedText(stream: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const reader = stream.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > largestPayload) return undefined;
  }
}
