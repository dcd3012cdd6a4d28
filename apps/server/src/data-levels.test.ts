import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import levels from './data-levels.json' with { type: 'json' };
import { tokenPurposes } from './kernel/keys/token-purposes.js';

type Listed = Readonly<Record<string, string>>;
type Column = { readonly table: string; readonly column: string; readonly type: string };

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const generated = read('kernel/database/tables.generated.ts');
const page = read('../../../docs/data-levels.md');
const snake = (name: string): string => name.replace(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every column of every table, with what it is in the code. */
function columnsOf(source: string): Column[] {
  const names = new Map([...source.matchAll(/^ {2}'([\w.]+)': (\w+Table);$/gm)].map(([, name, type]) => [type, name]));
  return [...source.matchAll(/^export type (\w+Table) = \{\n([\s\S]*?)^\};$/gm)].flatMap(([, of, body = '']) =>
    [...body.matchAll(/^ {2}(\w+): (.*);$/gm)].map(([, column = '', type = '']) => ({
      ...{ table: snake(names.get(of) ?? ''), column: snake(column), type },
    })),
  );
}

const has = (listed: Listed, { table, column }: Column): boolean => (listed[table] ?? '').split(' ').includes(column);
const named = (listed: Listed): string[] =>
  Object.entries(listed).flatMap(([table, columns]) => columns.split(' ').map((column) => `${table}.${column}`));
const called = ({ table, column }: Column): string => `${table}.${column}`;
const baseLevels = Object.entries(levels.tables) as [string, Listed][];
const baseOf = (table: string): string[] =>
  baseLevels.filter(([, listed]) => named(listed).includes(table)).map(([level]) => level);

/** What names a row, a person at work or a day: says nothing by itself. */
const isReference = ({ column }: Column): boolean =>
  /(^|_)id$|_ids$|_by$|_on$|_until$|_day$|_from$|_date$/.test(column);
const isWords = ({ type }: Column): boolean => /string|Json/.test(type);
const isBytes = ({ type }: Column): boolean => type.includes('Buffer');

/** The level of a column, or why it has none. */
function levelOf(column: Column): string {
  const bases = baseOf(column.table);
  const [base] = bases;
  if (bases.length !== 1 || base === undefined) return 'its table has no level';
  if (has(levels.sealed, column)) return 'sealed';
  if (has(levels.tokens, column)) return 'token';
  if (isBytes(column)) return base === 'node' || column.column === 'commitment' ? 'node' : 'bytes without a level';
  if (base !== 'matter' || !isWords(column) || isReference(column)) return base;
  if (has(levels.freeWords, column) || levels.closedWords.split(' ').includes(column.column)) return base;
  return 'words in clear that nobody has looked at';
}

const columns = columnsOf(generated);
const levelNames = ['sealed', 'token', 'matter', 'office', 'node'];
const withoutLevel = (source: string): string[] =>
  columnsOf(source).flatMap((column) => {
    const level = levelOf(column);
    return levelNames.includes(level) ? [] : [`${called(column)}: ${level}`];
  });

it('every column of every table has a level', () => {
  expect(columns.length).toBeGreaterThan(1000);
  expect(withoutLevel(generated)).toEqual([]);
});

it.each([
  ['  face: Buffer | null;', 'inquiry.application.face: bytes without a level'],
  ['  fullName: string;', 'inquiry.application.full_name: words in clear that nobody has looked at'],
])('a column that nobody thought of has none: %s', (line, found) => {
  const more = generated.replace('export type InquiryApplicationTable = {\n', (head) => `${head}${line}\n`);
  expect(withoutLevel(more)).toEqual([found]);
});

it('nor has a table that nobody thought of', () => {
  const more = generated
    .replace(/^ {2}'inquiry\.answer': InquiryAnswerTable;$/m, (line) => `${line}\n  'inquiry.more': InquiryMoreTable;`)
    .concat('\nexport type InquiryMoreTable = {\n  id: string;\n};\n');
  expect(withoutLevel(more)).toEqual(['inquiry.more.id: its table has no level']);
});

it('the lists name columns that there are, each once', () => {
  const known = new Set(columns.map(called));
  const lists = [...named(levels.sealed), ...named(levels.tokens), ...named(levels.freeWords)];
  expect(lists.filter((column) => !known.has(column))).toEqual([]);
  expect(lists.filter((column, at) => lists.indexOf(column) !== at)).toEqual([]);
  const used = new Set(
    columns.filter((column) => isWords(column) && baseOf(column.table)[0] === 'matter').map(({ column }) => column),
  );
  expect(levels.closedWords.split(' ').filter((word) => !used.has(word))).toEqual([]);
});

it('what is sealed is bytes, under a data key of its row or of the row it belongs to, and is no token', () => {
  const parents: Listed = levels.sealedUnder;
  const keyed = new Set(columns.filter(({ column }) => /(^|_)data_key_id$/.test(column)).map(({ table }) => table));
  const wrong = columns.filter((column) => {
    if (!has(levels.sealed, column)) return false;
    return !isBytes(column) || !keyed.has(parents[column.table] ?? column.table);
  });
  expect(wrong.map(called)).toEqual([]);
  const tokens = Object.values(tokenPurposes).flatMap((purpose) => ('columns' in purpose ? purpose.columns : []));
  expect(tokens.filter((column) => named(levels.sealed).includes(column))).toEqual([]);
  expect(tokens.filter((column) => !named(levels.tokens).includes(column) && !/subject|chain/.test(column))).toEqual(
    [],
  );
});

it('the page says of each level what it asks for, and the tests that it names stand there', () => {
  for (const level of levelNames) expect(page).toContain(`\n| ${level} |`);
  const tests = [...page.matchAll(/`([\w./-]+\.test\.ts)` “([^”]+)”/g)];
  expect(tests.length).toBeGreaterThan(5);
  expect(
    tests.filter(([, path = '', name = '']) => !read(`../../../${path}`).includes(name)).map(([text]) => text),
  ).toEqual([]);
});
