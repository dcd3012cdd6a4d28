import fc from 'fast-check';
import { expect, test } from 'vitest';
import { charactersWithoutGlyph, documentFontPaths, type FontFace, fontRuns, openDocumentFonts } from './fonts.js';

const usual: FontFace = { path: 'usual.ttf', has: (codePoint) => codePoint < 0x20000 };
const rare: FontFace = { path: 'rare.ttf', has: (codePoint) => codePoint === 0x20bb7 };

test('the installed fonts draw the characters of names and notices', () => {
  const fonts = openDocumentFonts();
  for (const faces of [fonts.regular, fonts.bold]) {
    expect(charactersWithoutGlyph('张三·阿依古丽,㐂䶮龑〇囍——“您好”。2026年1月5日 Ābc\n', faces)).toEqual([]);
    expect(charactersWithoutGlyph('\u{10FFFD}', faces)).toEqual(['\u{10FFFD}']);
  }
});

test('Noto Sans SC comes first in both weights', () => {
  const { regular, bold } = documentFontPaths();
  expect(regular[0]).toMatch(/NotoSansSC_400Regular\.ttf$/);
  expect(bold[0]).toMatch(/NotoSansSC_700Bold\.ttf$/);
});

test('a rare character takes the face that has it, its neighbours keep theirs', () => {
  expect(fontRuns('张𠮷\u{FE00}三', [usual, rare]).map(({ text, face }) => [text, face.path])).toEqual([
    ['张', 'usual.ttf'],
    ['𠮷\u{FE00}', 'rare.ttf'],
    ['三', 'usual.ttf'],
  ]);
});

test('what no face draws is told once, and stays with the usual face', () => {
  expect(charactersWithoutGlyph('𠀀张𠮷𠀀', [usual, rare])).toEqual(['𠀀']);
  expect(fontRuns('𠀀', [usual, rare])).toEqual([{ text: '𠀀', face: usual }]);
});

test('runs joined are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const runs = fontRuns(text, [usual, rare]);
      expect(runs.map((run) => run.text).join('')).toBe(text);
      for (const [at, run] of runs.entries()) expect(run.face).not.toBe(runs[at + 1]?.face);
    }),
  );
});
