import { expect, test } from 'vitest';
import { toldApart } from './told-apart.js';

const unit = (id: string, nameZh: string, creditCode: string | null, nameEn = nameZh) => ({
  ...{ id, nameEn, nameZh, creditCode },
  divisionCode: '100101',
});

test('units of different names are called by their names alone', () => {
  const names = toldApart([unit('a', '第一小学', '12100101000000001A'), unit('b', '第二小学', '12100101000000002B')]);
  expect([...names.values()].map(({ zh }) => zh)).toEqual(['第一小学', '第二小学']);
});

test.each([
  ['by the last four of their codes', ['12100101000000123A', '12100101000000456B'], ['123A', '456B']],
  ['by as many as differ', ['12100101000051234A', '12100101000061234A'], ['51234A', '61234A']],
])('two of one name are told apart %s', (_how, codes, ends) => {
  const names = toldApart(codes.map((code, at) => unit(String(at), '中心小学', code, 'Central School')));
  expect([...names.values()]).toEqual(
    ends.map((end) => ({ en: `Central School (code ends in ${end})`, zh: `中心小学（代码末位${end}）` })),
  );
});

test('one without a code is told apart by its division, and a name in one language is enough to be alike', () => {
  const names = toldApart([
    unit('a', '中心小学', null, 'Central'),
    unit('b', '中心小学', '12100101000000456B', 'Centre'),
  ]);
  expect(names.get('a')).toEqual({ en: 'Central (division 100101)', zh: '中心小学（行政区划100101）' });
  expect(names.get('b')?.zh).toBe('中心小学（代码末位456B）');
});
