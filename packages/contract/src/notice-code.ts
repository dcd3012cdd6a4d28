import dictionary from './notice-dictionary.json' with { type: 'json' };
import type { NoticePayload } from './notice.js';
import { regroup } from './regroup-bits.js';

/**
 * The second writing of a notice behind `#`, for a code that a phone reads from paper: the payload as JSON, in which hashes,
 * salts, ids, signatures and times are lifted out as bytes; the rest as raw DEFLATE with a dictionary that both sides know;
 * all of it as digits, which a QR code holds in the least room. One byte with the number of the writing, two with the length
 * of the values, the values, the packed text.
 */
const writing = 2;
const headBytes = 3;

/** What both sides know beforehand. It never changes for this writing: a notice on paper is read with it for years. */
export const noticeDictionary: string = dictionary.text;

/** Compresses raw, or expands, with `noticeDictionary` preset. */
type Pack = (text: string) => Uint8Array;
type Unpack = (packed: Uint8Array<ArrayBuffer>) => Promise<string | undefined>;

/** A payload as the digits of a code. @param pack raw DEFLATE with `noticeDictionary` preset */
export function writeNoticeCode(payload: NoticePayload, pack: Pack): string {
  const { text, values } = liftValues(JSON.stringify(payload));
  return writeDigits(Uint8Array.from([writing, values.length >> 8, values.length & 0xff, ...values, ...pack(text)]));
}

/** Whether a text is written this way; the first writing has letters. */
export function isNoticeCode(text: string): boolean {
  return /^\d+$/.test(text);
}

/** The JSON of a payload, or why there is none: characters lost, or another kind of text. Nothing in it is believed yet. */
export async function readNoticeCode(
  text: string,
  unpack: Unpack,
): Promise<{ readonly json: string } | { readonly reason: 'cut' | 'other' }> {
  const bytes = readDigits(text);
  if (bytes === undefined || (bytes.length > 0 && bytes[0] !== writing)) return { reason: 'other' };
  const end = headBytes + (bytes[1] ?? 0) * 256 + (bytes[2] ?? 0);
  if (bytes.length < headBytes || bytes.length < end) return { reason: 'cut' };
  const packed = await unpack(bytes.slice(end));
  const json = packed === undefined ? undefined : putValuesBack(packed, bytes.slice(headBytes, end));
  return json === undefined ? { reason: 'cut' } : { json };
}

const hex = '0123456789abcdef';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base64 = `${letters}+/`;
const base64url = `${letters}-_`;

type Kind = {
  readonly shape: string;
  readonly bytes: number;
  readonly write: (bytes: readonly number[]) => string;
  readonly read: (text: string) => number[];
};

/** A value of `bytes` bytes in letters that hold `bits` bits each. */
function lettersKind(alphabet: string, bits: number, bytes: number, shape: string, pad = ''): Kind {
  return {
    shape,
    bytes,
    write: (value) =>
      `${regroup(value, 8, bits, true)
        .map((at) => alphabet.charAt(at))
        .join('')}${pad}`,
    read: (text) =>
      regroup(
        Array.from(text.replaceAll('=', ''), (letter) => alphabet.indexOf(letter)),
        bits,
        8,
        false,
      ),
  };
}

const idKind: Kind = {
  ...lettersKind(hex, 4, 16, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'),
  write: (value) => {
    const plain = regroup(value, 8, 4, true)
      .map((at) => hex.charAt(at))
      .join('');
    return [8, 12, 16, 20, 32].map((end, at) => plain.slice([0, 8, 12, 16, 20][at], end)).join('-');
  },
  read: (text) =>
    regroup(
      Array.from(text.replaceAll('-', ''), (letter) => hex.indexOf(letter)),
      4,
      8,
      false,
    ),
};

const timeKind: Kind = {
  shape: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z',
  bytes: 6,
  write: (value) => new Date(value.reduce((sum, byte) => sum * 256 + byte, 0)).toISOString(),
  read: (text) => {
    const at = Date.parse(text);
    return Array.from({ length: 6 }, (_, place) => Math.floor(at / 256 ** (5 - place)) & 0xff);
  },
};

/** What is lifted, in the order in which it is looked for; its place here is its mark in the text. */
const kinds: readonly Kind[] = [
  lettersKind(base64, 6, 68, '[A-Za-z0-9+/]{91}=', '='),
  lettersKind(hex, 4, 32, '[0-9a-f]{64}'),
  lettersKind(base64, 6, 32, '[A-Za-z0-9+/]{43}=', '='),
  lettersKind(base64url, 6, 32, '[A-Za-z0-9_-]{43}'),
  idKind,
  timeKind,
];

const anyValue = new RegExp(
  // A line break inside of JSON is written with a letter.
  `(?<=\\\\n|[^A-Za-z0-9+/_-])(?:${kinds.map(({ shape }) => `(${shape})`).join('|')})(?![A-Za-z0-9+/_=-])`,
  'g',
);
/** JSON holds no control character, so that they are free to mark where a value stood. */
const markOf = (place: number): string => String.fromCharCode(1 + place);
const again = '\x1f';
const anyMark = /[\x01-\x06]|\x1f./gsu;

/** Takes the values out of a text; one that stands twice is kept once. What would not come back letter for letter stays. */
function liftValues(json: string): { text: string; values: readonly number[] } {
  const lifted: string[] = [];
  const values: number[] = [];
  const text = json.replace(anyValue, (found: string, ...groups: unknown[]) => {
    const known = lifted.indexOf(found);
    if (known >= 0) return again + String.fromCharCode(0x21 + known);
    const place = groups.slice(0, kinds.length).findIndex((group) => group !== undefined);
    const bytes = kinds[place]?.read(found) ?? [];
    if (bytes.length !== kinds[place]?.bytes || kinds[place].write(bytes) !== found) return found;
    lifted.push(found);
    values.push(...bytes);
    return markOf(place);
  });
  return { text, values };
}

/** The text with its values again; undefined where they do not suffice. */
function putValuesBack(text: string, values: Uint8Array): string | undefined {
  const lifted: string[] = [];
  let at = 0;
  let isShort = false;
  const json = text.replace(anyMark, (mark) => {
    if (mark.startsWith(again)) return lifted[mark.charCodeAt(1) - 0x21] ?? ((isShort = true), '');
    const kind = kinds[mark.charCodeAt(0) - 1];
    const bytes = [...values.slice(at, at + (kind?.bytes ?? 0))];
    at += bytes.length;
    if (kind === undefined || bytes.length < kind.bytes) isShort = true;
    const value = isShort ? '' : (kind?.write(bytes) ?? '');
    lifted.push(value);
    return value;
  });
  return isShort || at !== values.length ? undefined : json;
}

/** Digits for one to seven bytes: the fewest that hold them. */
const digitsFor = [0, 3, 5, 8, 10, 13, 15, 17] as const;
const wholeBytes = 7;
const wholeDigits = 17;

function writeDigits(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += wholeBytes) {
    const group = bytes.subarray(at, at + wholeBytes);
    const number = group.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    groups.push(String(number).padStart(digitsFor[group.length] ?? wholeDigits, '0'));
  }
  return groups.join('');
}

/** The bytes of `writeDigits`; of a text that lost digits those that are whole. Undefined: no such text. */
function readDigits(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += wholeDigits) {
    const group = text.slice(at, at + wholeDigits);
    const count = digitsFor.findIndex((digits) => digits === group.length);
    let number = BigInt(group);
    if (count < 0 || number >= 256n ** BigInt(count))
      return group.length < wholeDigits ? Uint8Array.from(bytes) : undefined;
    const part: number[] = [];
    for (let place = 0; place < count; place += 1) {
      part.unshift(Number(number & 0xffn));
      number >>= 8n;
    }
    bytes.push(...part);
  }
  return Uint8Array.from(bytes);
}
