import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchColumns } from './columns.js';
import { personColumns } from './person-columns.js';

const keyOf = (header: string) => matchColumns([header], personColumns).columns[0]?.key;

describe('a header names a column whatever its language, width, case and marks', () => {
  test.each([
    ['姓名', 'name'],
    ['姓 名', 'name'],
    ['*姓名', 'name'],
    ['姓名（必填）', 'name'],
    ['姓名＊', 'name'],
    ['姓名：', 'name'],
    ['\ufeff姓名', 'name'],
    [' Name ', 'name'],
    ['ＮＡＭＥ', 'name'],
    ['ID number', 'doc_number'],
    ['ID Number (required)', 'doc_number'],
    ['身份证号码', 'doc_number'],
    ['DOC_NUMBER', 'doc_number'],
    ['Date of birth (YYYY-MM-DD)', 'birth_date'],
    ['出生日期（年/月/日）', 'birth_date'],
    ['国籍／地区', 'nationality'],
  ])('%j is %s', (header, key) => {
    expect(keyOf(header)).toBe(key);
  });
});

describe('a header that only resembles a column is not taken but explained', () => {
  test.each([
    ['证件号码(掩码)', '证件号码'],
    ['姓名拼音', '姓名'],
    ['id_numbr', 'document number'],
    ['birth dat', 'birth date'],
    ['证件号玛', '证件号码'],
  ])('%s may mean %s', (header, suggestion) => {
    expect(matchColumns([header], personColumns).problems).toContainEqual({
      code: 'column-look-alike',
      column: header,
      suggestion,
    });
    expect(keyOf(header)).toBeUndefined();
  });

  test('what resembles nothing is unknown, and blank headers are nothing', () => {
    const { problems, ok } = matchColumns(['序号', '备注', ' '], personColumns);
    expect(problems).toEqual([{ code: 'column-unknown', column: '备注' }]);
    expect(ok).toBe(true);
  });
});

test('a person in the place of the header is not repeated in full', () => {
  const { problems } = matchColumns(['1', '100101199001010017'], personColumns);
  expect(problems.at(-1)).toEqual({ code: 'column-unknown', column: '10****************' });
});

test('a missing required column and a column that is there twice stop the table', () => {
  expect(matchColumns(['姓名'], personColumns)).toMatchObject({
    ok: false,
    problems: [{ code: 'column-missing', column: '序号 / id' }],
  });
  const twice = matchColumns(['序号', '证件号码', '身份证号'], personColumns);
  expect(twice.ok).toBe(false);
  expect(twice.problems).toEqual([{ code: 'column-duplicate', column: '身份证号' }]);
  expect(twice.columns.map(({ index }) => index)).toEqual([0, 1]);
});

test('the order of the columns does not matter', () => {
  const titles = personColumns.map(({ title }) => title.zh);
  fc.assert(
    fc.property(fc.shuffledSubarray(titles, { minLength: titles.length }), (headers) => {
      const { ok, columns, problems } = matchColumns(headers, personColumns);
      expect(ok).toBe(true);
      expect(problems).toEqual([]);
      expect(columns.map(({ header }) => header)).toEqual(headers);
    }),
  );
});
