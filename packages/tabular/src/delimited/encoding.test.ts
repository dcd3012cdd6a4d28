import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TableRefusal } from '../problem.js';
import { decodeText } from './encoding.js';

/** 序号,姓名 / 1,张三 / 2,镕堃 in GB18030; the last two lie outside GB 2312. */
const gb18030Lines = [
  [0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a],
  [0x31, 0x2c, 0xd5, 0xc5, 0xc8, 0xfd, 0x0a],
  [0x32, 0x2c, 0xe9, 0x46, 0x88, 0xd2, 0x0a],
];

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function decode(bytes: Uint8Array, size = bytes.length) {
  const { encoding, text } = decodeText(cut(bytes, Math.max(1, size)));
  let all = '';
  for await (const piece of text) all += piece;
  return { encoding: encoding(), text: all };
}

describe('the encoding is found by a mark or by validity', () => {
  test.each([
    ['UTF-8', Buffer.from('序号,姓名'), 'utf-8'],
    ['UTF-8 with mark', Buffer.from('\ufeff序号,姓名'), 'utf-8'],
    ['UTF-16 little-endian', Buffer.from('\ufeff序号,姓名', 'utf16le'), 'utf-16le'],
    ['UTF-16 big-endian', Buffer.from('\ufeff序号,姓名', 'utf16le').swap16(), 'utf-16be'],
    ['GB18030', Uint8Array.from(gb18030Lines.flat().slice(0, 9)), 'gb18030'],
  ])('%s', async (_, bytes, encoding) => {
    expect(await decode(bytes)).toEqual({ encoding, text: '序号,姓名' });
  });

  test('GB18030 is found behind any length of ASCII and cut anywhere', async () => {
    const bytes = Buffer.concat([Buffer.from('id,name\n'.repeat(20_000)), Uint8Array.from(gb18030Lines.flat())]);
    for (const size of [1_000, 4_096, 70_001]) {
      const { encoding, text } = await decode(bytes, size);
      expect(encoding).toBe('gb18030');
      expect(text).toMatch(/\n2,镕堃\n$/);
    }
  });

  test('UTF-8 is never taken for anything else, however it is cut', async () => {
    const texts = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.replace(/[\0\ufeff]/g, ''));
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        expect(await decode(Buffer.from(text), size)).toEqual({ encoding: 'utf-8', text });
      }),
    );
  });
});

describe('what cannot be read is refused with the line', () => {
  test.each([
    ['Windows-1252', Buffer.from('id,name\n1,Jos\xe9\n', 'latin1'), { code: 'table-encoding-unknown', rowNumber: 2 }],
    [
      'GB18030 behind UTF-8',
      Buffer.concat([Buffer.from('序号,姓名\n'.repeat(10_000)), Uint8Array.from(gb18030Lines[1] ?? [])]),
      { code: 'table-encoding-unknown', rowNumber: 10_001 },
    ],
    ['UTF-8 cut off', Buffer.from('序号,姓名\n1,张三').subarray(0, -1), { code: 'table-truncated', rowNumber: 2 }],
    ['binary', Buffer.from('id,na\0me'), { code: 'table-not-recognised' }],
  ])('%s', async (_, bytes, problem) => {
    const refusal = await decode(bytes, 65_536).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TableRefusal);
    expect(refusal).toHaveProperty('problem', problem);
  });
});
