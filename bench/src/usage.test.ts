import { expect, test } from 'vitest';
import { asked } from './usage.js';

const names = ['gate', 'quality'];

test.each([[['--help']], [['-h']], [['gate', '--help']]])('%j is answered with the usage and status 0', (words) => {
  const answer = asked(words, names);
  expect(answer).toMatchObject({ status: 0, error: '' });
  expect('out' in answer && answer.out).toMatch(/gatehouse bench gate[\s\S]*性能/);
});

test.each([
  [[]],
  [['nothing']],
  [['gate', 'quality']],
  [['gate', '--unknown']],
  [['--folder']],
  [['quality', '--data']],
])('%j is not understood: the usage in both languages, status 2 and no stack', (words) => {
  const answer = asked(words, names);
  expect(answer).toMatchObject({ status: 2, out: '' });
  const error = 'error' in answer ? answer.error : '';
  expect(error).toMatch(/This was not understood[\s\S]*未能识别[\s\S]*gatehouse bench quality/);
  expect(error).not.toMatch(/ERR_|    at /);
});

test('a measurement is taken as it was asked for', () => {
  const size = { size: 'full', json: true, data: 'x', folder: undefined };
  expect(asked(['quality', '--full', '--json', '--data', 'x'], names)).toEqual({ name: 'quality', ...size });
  expect(asked(['gate'], names)).toMatchObject({ name: 'gate', size: 'short', json: false });
});
