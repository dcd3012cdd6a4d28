import { base64url } from 'jose';
import { readJws, type SignBytes, signJws } from './jws.js';

/** Fewer entries than this would let a list tell who is on it: it is neither made nor believed. */
export const fewestEntries = 100_000;

/** The two things a list says of an entry. Why one is to ask again is told nowhere. */
export type EntryStatus = 'stands' | 'ask_again';

const listType = 'statuslist+jwt';

/** What a list says of itself: whose it is, when it was signed, and until when it may be used at most; in seconds. */
export type ListTimes = { readonly issuedAt: number; readonly expiresAt: number; readonly timeToLive: number };

/** A list that was read: when it was signed is its age, which is what an offline look-up is worth. */
export type StatusList = ListTimes & { readonly uri: string; readonly bits: Uint8Array };

/**
 * A signed list of one bit an entry (IETF token status list: least significant bit first, zlib, base64url), every entry that is not named
 * standing.
 * @throws RangeError for a list that is too short to hide anybody, or an index outside of it
 */
export async function signStatusList(
  uri: string,
  size: number,
  askAgain: Iterable<number>,
  times: ListTimes,
  sign: SignBytes,
): Promise<string> {
  if (size < fewestEntries || size % 8 !== 0)
    throw new RangeError(`a status list has at least ${fewestEntries} entries`);
  const bits = new Uint8Array(size / 8);
  for (const index of askAgain) {
    if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError('an index lies outside its list');
    bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  }
  const lst = base64url.encode(await through(new CompressionStream('deflate'), bits));
  const { issuedAt: iat, expiresAt: exp, timeToLive: ttl } = times;
  return signJws(listType, { sub: uri, iat, exp, ttl, status_list: { bits: 1, lst } }, sign);
}

/** Reads a list under the issuer's key; undefined for one that is not theirs, of another address, malformed or too short. */
export async function readStatusList(
  token: string,
  uri: string,
  publicKey: Uint8Array,
): Promise<StatusList | undefined> {
  const claims = readJws(token, listType, publicKey);
  if (claims === undefined || claims.sub !== uri) return undefined;
  const { iat, exp, ttl, status_list: list } = claims;
  if (!isTime(iat) || !isTime(exp) || !isTime(ttl)) return undefined;
  if (typeof list !== 'object' || list === null || !('bits' in list) || !('lst' in list)) return undefined;
  if (list.bits !== 1 || typeof list.lst !== 'string') return undefined;
  try {
    const bits = await through(new DecompressionStream('deflate'), base64url.decode(list.lst));
    if (bits.length * 8 < fewestEntries) return undefined;
    return { uri, bits, issuedAt: iat, expiresAt: exp, timeToLive: ttl };
  } catch {
    return undefined;
  }
}

/** What a list says of an entry; an index that it does not have is to ask again. */
export function statusOf({ bits }: Pick<StatusList, 'bits'>, index: number): EntryStatus {
  const byte = Number.isInteger(index) && index >= 0 ? bits[index >> 3] : undefined;
  return byte === undefined || (byte & (1 << (index & 7))) !== 0 ? 'ask_again' : 'stands';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Two million entries are more than any list of this product: what unpacks to more is let go. */
const mostBytes = 250_000;

async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  const written = writer.write(Uint8Array.from(bytes)).then(() => writer.close());
  // Said below by the reader; here it would only be said twice.
  written.catch(() => undefined);
  const parts: Uint8Array[] = [];
  let total = 0;
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
    if (total > mostBytes) {
      await reader.cancel();
      throw new RangeError('a status list is larger than any');
    }
    parts.push(value);
  }
  await written;
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
