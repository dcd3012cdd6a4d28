import { expect, test } from 'vitest';
import { withheldAnywhere } from './withheld-anywhere.js';

test.each([
  [[], { looks: 0, oldestSince: null }],
  [[{ looks: 0, oldestSince: null }], { looks: 0, oldestSince: null }],
  [
    [
      { looks: 2, oldestSince: '2026-11-20' },
      { looks: 0, oldestSince: null },
      { looks: 1, oldestSince: '2026-10-31' },
    ],
    { looks: 3, oldestSince: '2026-10-31' },
  ],
])('looks withheld on the nodes %j are %j together', (nodes, together) => {
  expect(withheldAnywhere(nodes)).toEqual(together);
});
