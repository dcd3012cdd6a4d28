import { inflateSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type DocumentFonts, openDocumentFonts } from '../documents/fonts.js';
import { DomainError } from '../errors.js';
import type { Message } from './delivery.js';
import { letterDelivery } from './letter-delivery.js';

const message: Message = {
  id: '10000000-0000-4000-8000-000000000001',
  to: { kind: 'post', address: '100000\n示例市示例路1号\n欧阳䶮 收' },
  language: 'zh',
  subject: '结果告知书',
  text: '您好。\n\n您可在十五日内提出异议。',
};
let fonts: DocumentFonts = { regular: [], bold: [] };

beforeAll(() => {
  fonts = openDocumentFonts();
});

function post(keep: (pdf: Uint8Array) => Promise<string>) {
  const now = () => new Date('2026-01-05T17:00:00Z');
  return letterDelivery({ sender: ['示例市教育局', '010-00000000'], fonts, timeZone: 'Asia/Shanghai', now, keep });
}

async function printed(letter: Message): Promise<Buffer> {
  let page = Buffer.alloc(0);
  const provider = post(async (pdf) => {
    page = Buffer.from(pdf);
    return 'letter-7';
  });
  expect(await provider.deliver(letter)).toEqual({ state: 'printed', reference: 'letter-7' });
  return page;
}

/** Every character the PDF says it draws, from the ToUnicode maps of its fonts (ISO 32000-1, 9.10.3). */
function drawnCharacters(pdf: Buffer): Set<string> {
  const text = pdf.toString('latin1');
  const drawn = new Set<string>();
  for (const { 1: stream = '' } of text.matchAll(/stream\n([\s\S]*?)\nendstream/g)) {
    const map = unpacked(Buffer.from(stream, 'latin1'));
    if (!map.includes('begincmap')) continue;
    for (const { 1: units = '' } of map.matchAll(/<([0-9a-f]{4,})>/gi)) {
      drawn.add(Buffer.from(units, 'hex').swap16().toString('utf16le'));
    }
  }
  return drawn;
}

function unpacked(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return '';
  }
}

test('a letter is an A4 page that draws every Chinese character of address, date, subject and text', async () => {
  const pdf = await printed(message);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
  const drawn = drawnCharacters(pdf);
  // 17:00 UTC is the next day in Shanghai.
  const expected = `${message.to.address}${message.subject}${message.text}示例市教育局2026年1月6日`;
  const missing = [...new Set(expected)].filter((character) => character.trim() !== '' && !drawn.has(character));
  expect(missing).toEqual([]);
});

test('a long text runs over several pages', async () => {
  const pdf = await printed({ ...message, text: '您可在十五日内提出异议。\n'.repeat(120) });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
});

test('a letter that would miss a character of a name does not leave', async () => {
  const result = await post(async () => 'x').deliver({ ...message, text: '\u{10FFFD}先生' });
  expect(result).toEqual({ state: 'failed', problem: 'characters-missing' });
});

test.each([
  [{ ...message, to: { kind: 'email', address: 'a@example.org' } }, 'wrong-channel'],
  [{ ...message, to: { kind: 'post', address: '示例市\n\n' } }, 'address-invalid'],
  [{ ...message, id: '../x' }, 'message-invalid'],
] as const)('what is no letter is refused: %#', async (refused, problem) => {
  expect(await post(async () => 'x').deliver(refused)).toEqual({ state: 'failed', problem });
});

test('a full disk is a problem of the delivery, any other failure to keep the page is thrown', async () => {
  const full = post(() => Promise.reject(new DomainError('storage-full')));
  expect(await full.deliver(message)).toEqual({ state: 'failed', problem: 'storage-full' });
  await expect(post(() => Promise.reject(new Error('broken'))).deliver(message)).rejects.toThrow('broken');
});
