import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = import.meta.dirname;
const ascii = /[,;:()?!]/;
const chinese = /[\p{Script=Han}，。；：（）？！、”“]/u;

/** Half-width punctuation that touches Chinese; inside a file name or an option it stays as it is. */
function misplacedIn(text: string): string[] {
  const characters = [...text];
  return characters.filter((character, at) => {
    const [before, after] = [characters[at - 1] ?? '', characters[at + 1] ?? ''];
    return ascii.test(character) && (chinese.test(before) || chinese.test(after));
  });
}

function chineseTextsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'zh' && typeof inner === 'string' ? [inner] : chineseTextsOf(inner),
  );
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const tables = files
  .filter((file) => file.endsWith('.json'))
  .map((file): [string, string[]] => [file, chineseTextsOf(JSON.parse(readFileSync(join(folder, file), 'utf8')))]);
const sources = files
  .filter((file) => /(?<!\.test)\.ts$/.test(file))
  .map((file): [string, string[]] => [
    file,
    [...readFileSync(join(folder, file), 'utf8').matchAll(/ \|\| ([^']+)'/g)].map(([, text]) => text ?? ''),
  ]);

it.each([...tables, ...sources].filter(([, texts]) => texts.length > 0))(
  'writes Chinese with full-width punctuation: %s',
  (_file, texts) => {
    expect(texts.filter((text) => misplacedIn(text).length > 0)).toEqual([]);
  },
);

it('would notice half-width punctuation', () => {
  expect(misplacedIn('请稍候,再试')).toEqual([',']);
  expect(misplacedIn('请用 GATEHOUSE_ROLES=registry,platform')).toEqual([]);
});
