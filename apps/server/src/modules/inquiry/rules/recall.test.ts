import { expect, test } from 'vitest';
import { hashesOf, lettersOf, voidedNoticeHash } from './recall.js';

test('the parts of the public list of void notices cover every hash once', () => {
  const prefixes = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'));
  const parts = prefixes.map(hashesOf);
  expect(parts[0]?.from).toEqual(Buffer.from([0]));
  expect(parts.at(-1)?.before).toBeNull();
  for (const [at, { before }] of parts.slice(0, -1).entries()) expect(before).toEqual(parts[at + 1]?.from);
});

test('a notice stands in the list under the SHA-256 of its number', () => {
  expect(voidedNoticeHash('0193f5c8-0000-7000-8000-000000000001').toString('hex')).toBe(
    '54db8456bfb56d2fd02791b3efef79d8c891dc83b755eb485860d316aba05dcc',
  );
});

test.each([
  [false, true, []],
  [false, false, ['person']],
  [true, true, ['unit']],
  [true, false, ['unit', 'person']],
])('a letter that left: %s, a message that reaches the person: %s', (letterLeft, isReached, letters) => {
  expect(lettersOf({ letterLeft, isReached })).toEqual(letters);
});
