import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, nameSegments } from './fold.js';
import { prepareName } from './prepare.js';
import { scriptOf } from './script.js';

describe('names that are equal after folding', () => {
  it.each([
    ['spaces', '王 小明', '王小明'],
    ['an ideographic space', '王　小明', '王小明'],
    ['zero-width characters', '王\u200b小\ufeff明', '王小明'],
    ['direction marks', '\u202e王小明\u202c', '王小明'],
    ['traditional characters', '陳國華', '陈国华'],
    ['variant characters', '王喆', '王哲'],
    ['a Hong Kong form', '衞國', '卫国'],
    ['a character beyond the first plane', '𠮷田', '吉田'],
    ['compatibility forms', '﨑 ⽟', '崎玉'],
    ['middle dots', '阿卜杜拉·买买提', '阿卜杜拉买买提'],
    ['other dots', '阿卜杜拉•买买提', '阿卜杜拉・买买提'],
    ['a full stop for a dot', '阿卜杜拉．买买提', '阿卜杜拉‧买买提'],
    ['case', 'WANG Xiaoming', 'wang xiaoming'],
    ['full-width letters', 'Ｗａｎｇ', 'wang'],
    ['diacritics', 'José Müller', 'jose muller'],
    ['letters without a decomposition', 'Łukasz Bjørn Strauß', 'lukasz bjorn strauss'],
    ['apostrophes', "O'Brien", 'O’Brien'],
    ['emoji', '王小明😀', '王小明'],
  ])('%s', (_what, a, b) => {
    expect(foldName(a)).toBe(foldName(b));
    expect(foldName(a)).not.toBe('');
  });

  it('keeps what tells names apart', () => {
    expect(foldName('王小明')).not.toBe(foldName('王晓明'));
    expect(foldName('Wang Ming')).not.toBe(foldName('Ming Wang'));
    expect(foldName('Николай')).toBe('николай');
  });
});

it('folding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(foldName(foldName(name))).toBe(foldName(name));
    }),
    // A spacing mark comes apart into a space and a mark, which must not sit on the part before.
    { examples: [['ᴀ˘豈'], ['a¨豈']] },
  );
});

it('keeps the parts of a name apart', () => {
  expect(nameSegments('阿卜杜拉·买买提')).toEqual(['阿卜杜拉', '买买提']);
  expect(nameSegments('WANG, Xiao-ming')).toEqual(['wang', 'xiao', 'ming']);
});

it.each([
  ['王小明', 'han'],
  ['Wang', 'latin'],
  ['Иван', 'cyrillic'],
  ['محمد', 'other'],
  ['王Peter', 'mixed'],
  ['123 😀', 'none'],
])('the script of %s is %s', (name, script) => {
  expect(scriptOf(name)).toBe(script);
});

it.each(['王小明', '陳國華', '衞國', '王喆', '㐀明', '張'.repeat(60), '張'.repeat(61), '張'.repeat(201)])(
  'a name of ideographs alone is prepared as any other is: %s',
  (name) => expect(prepareName(name)).toEqual(prepareName(`${name} `)),
);
