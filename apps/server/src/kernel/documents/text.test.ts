import { expect, test } from 'vitest';
import type { FontFace } from './fonts.js';
import { writeText } from './text.js';

const usual: FontFace = { path: 'usual.ttf', has: (codePoint) => codePoint < 0x20000 };
const rare: FontFace = { path: 'rare.ttf', has: () => true };

/** A document that notes what it is told, in place of one that draws. */
function notingDocument() {
  const noted: string[] = [];
  const document = {
    font: (path: string) => noted.push(path),
    text: (text: string, options: { continued?: boolean | undefined }) =>
      noted.push(options.continued ? `${text}+` : text),
    moveDown: () => noted.push('down'),
  };
  return { noted, document };
}

test('runs of a line continue each other, and a line ends where it ends, whatever face it ends in', () => {
  const { noted, document } = notingDocument();
  writeText(document, '张𠮷\n𠮷三\r\n\n李', [usual, rare]);
  expect(noted).toEqual([
    ...['usual.ttf', '张+', 'rare.ttf', '𠮷'],
    ...['rare.ttf', '𠮷+', 'usual.ttf', '三'],
    'down',
    ...['usual.ttf', '李'],
  ]);
});
