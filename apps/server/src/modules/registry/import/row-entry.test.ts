import { describe, expect, it } from 'vitest';
import { readDay } from './day.js';
import { type RowCells, rowEntry } from './row-entry.js';

const good: RowCells = {
  source_reference: '(2019)虚01刑初1号',
  name: '张三',
  former_names: '张叁;张山',
  sex: '男',
  doc_number: '100101198001010013',
  kind: '有罪判决',
  offence_codes: '236;237',
  deciding_body: '法院',
  deciding_body_name: '甲县人民法院(虚构)',
  decision_date: '2019年5月1日',
  effective_date: '20190512',
  sentence_kind: '有期徒刑',
  sentence_months: '36',
  act_from: '2018/11/2',
  identity_established_by: '证件',
};

describe('a row becomes an entry', () => {
  it('reads Chinese words, several names and every form of a day', () => {
    const read = rowEntry(good, 2, 'court-a');
    expect(read).toMatchObject({
      ok: true,
      entry: {
        person: {
          names: [
            { name: '张三', kind: 'current' },
            { name: '张叁', kind: 'former' },
            { name: '张山', kind: 'former' },
          ],
          documents: [{ type: 'resident_id', number: '100101198001010013' }],
          sex: 'male',
        },
        decision: {
          kind: 'judgment',
          offenceCodes: ['236', '237'],
          decisionDate: '2019-05-01',
          effectiveDate: '2019-05-12',
          sentence: { kind: 'fixed_term', months: 36 },
          acts: [{ from: '2018-11-02', to: null, main: true }],
        },
      },
    });
  });

  it.each([
    ['kind', '缓刑', 'value-unknown', '决定种类 / Kind of decision'],
    ['decision_date', '2019-02-30', 'not-a-day', '决定日期 / Decision date'],
    ['sentence_months', 'three', 'not-a-number', '刑期(月) / Sentence in months'],
    ['deciding_body_name', '', 'missing', '决定机关 / Deciding body'],
    ['name', '', 'missing', '姓名 / Name'],
  ])('says row and column of a wrong %s', (key, value, code, column) => {
    const read = rowEntry({ ...good, [key]: value }, 17, 'court-a');
    expect(read).toMatchObject({ ok: false, problems: [{ row: 17, column, code }] });
    expect(JSON.stringify(read)).not.toContain('100101198001010013');
  });
});

describe('a day', () => {
  it.each([
    ['2019-05-01', '2019-05-01'],
    ['2019/5/1', '2019-05-01'],
    ['20190501', '2019-05-01'],
    ['2019年5月1日', '2019-05-01'],
    ['2019-02-29', undefined],
    ['yesterday', undefined],
  ])('%s is %s', (text, day) => {
    expect(readDay(text)).toBe(day);
  });
});
