import { builtInPacks, loadPack } from '@gatehouse/law';
import { expect, it } from 'vitest';
import { endsLeft } from './wire-ends.js';

const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const { percent, atLeast } = pack.wireEnds;

it.each([
  ['a few where the unit is small', { people: 12, ended: 0 }, atLeast],
  ['the rest of a few', { people: 9, ended: 3 }, atLeast - 3],
  ['a share where it is large', { people: 1000, ended: 0 }, (1000 * percent) / 100],
  ['a share of those who were there this morning', { people: 950, ended: 50 }, (1000 * percent) / 100 - 50],
  ['none once that is reached', { people: 0, ended: 400 }, 0],
  ['a few where nobody is left', { people: 0, ended: 0 }, atLeast],
])('a program may end %s', (_what, day, left) => {
  expect(endsLeft(pack, day)).toBe(left);
});
