import { expect, test } from 'vitest';
import { columnLetters, describeTableProblem, type TableCode } from './problem.js';
import words from './problems.json' with { type: 'json' };

const codes = Object.keys(words) as TableCode[];

test.each(codes)('%s is said in both languages with the same places to fill', (code) => {
  const { en, zh } = words[code];
  const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  expect(places(zh)).toEqual(places(en));
  expect(en).toMatch(/\.$/);
  expect(zh).toMatch(/。$/);
});

test('a problem tells what and where in the reader’s language', () => {
  const problem = { code: 'formula', rowNumber: 12, column: '姓名' } as const;
  expect(describeTableProblem(problem, 'zh')).toBe('第 12 行“姓名”列：单元格是公式。请改为粘贴数值。');
  expect(describeTableProblem({ code: 'table-too-many-rows', limit: 10_000 }, 'en')).toMatch(/more than 10,000 rows/);
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is called %s', (column, letters) => {
  expect(columnLetters(column)).toBe(letters);
});
