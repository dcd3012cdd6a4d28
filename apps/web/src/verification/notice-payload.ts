import { z } from 'zod';
import { bytesOfBase32 } from './bytes-of.js';

const Words = z.looseObject({ en: z.string(), zh: z.string() });
const Hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const Base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What a notice says; the hash of exactly this, further members included, stands in the journal. The person is in it as a salted hash alone. */
export const NoticeFacts = z.looseObject({
  version: z.literal(1),
  number: z.string(),
  issuer: Words,
  unit: Words,
  post: Words,
  outcome: z.literal('no_record'),
  sentence: Words,
  sources: z.array(z.looseObject({ nameEn: z.string(), nameZh: z.string(), dataAsOf: z.iso.datetime() })),
  dataAsOf: z.iso.datetime(),
  issuedAt: z.iso.datetime(),
  person: Hex,
});
export type NoticeFacts = z.infer<typeof NoticeFacts>;

/** What stands behind `#` in the address of a notice: its facts and what proves them. A record found has no such address. */
export const NoticePayload = z.object({
  v: z.literal(1),
  facts: NoticeFacts,
  personSalt: Base64url,
  proof: z.object({
    canonical: z.string().max(65_536),
    canonicalBytes: z.number().int().min(1).max(65_536),
    salt: Base64url,
    receipt: z.string().max(200_000),
  }),
});
export type NoticePayload = z.infer<typeof NoticePayload>;

/** Why an address, or what was pasted, is no notice: nothing there, characters lost, a browser that cannot unpack, another kind. */
export type Unreadable = 'empty' | 'cut' | 'browser' | 'other';

export type ReadPayload =
  { readonly ok: true; readonly payload: NoticePayload } | { readonly ok: false; readonly reason: Unreadable };

const largestPayload = 400_000;

/**
 * Reads a notice out of a whole address, its part behind `#`, or its JSON. Nothing in it is believed yet. The packed form is
 * base32 (RFC 4648) of raw DEFLATE (RFC 1951), which ends where it must: one lost character is found out.
 */
export async function readPayload(text: string): Promise<ReadPayload> {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, reason: 'empty' };
  if (trimmed.startsWith('{')) return shapedPayload(trimmed);
  const packed = trimmed.slice(trimmed.indexOf('#') + 1).replace(/\s/g, '');
  if (packed === '') return { ok: false, reason: 'empty' };
  const bytes = bytesOfBase32(packed);
  if (bytes === undefined) return { ok: false, reason: 'other' };
  if (typeof DecompressionStream === 'undefined') return { ok: false, reason: 'browser' };
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
