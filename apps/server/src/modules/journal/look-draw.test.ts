import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawLooks, drawSeed } from './look-draw.js';

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const looksOf = (count: number, salt = 0) =>
  Array.from({ length: count }, (_, at) => ({ id: String(at), commitment: sha256(Buffer.from(`${salt} ${at}`)) }));
const seed = drawSeed('a-node', 7, sha256(Buffer.from('root')));

it('has a seed that anybody makes again from a head of the log, and another one for every other head', () => {
  const root = sha256(Buffer.from('root'));
  const text = `gatehouse draw of looks v1\na-node\n7\n${root.toString('base64')}\n`;
  expect(Buffer.from(seed)).toEqual(sha256(Buffer.from(text)));
  expect(drawSeed('a-node', 8, root)).not.toEqual(seed);
  expect(drawSeed('other', 7, root)).not.toEqual(seed);
});

it('draws by the rule alone: repeated it is the same, in whatever order, and no look changes the lot of another', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer(),
      (count, oneIn, salt) => {
        const looks = looksOf(count, salt);
        const share = { oneIn, fewestADay: 0 };
        const drawn = drawLooks(seed, looks, share).map(({ id }) => id);
        expect(
          drawLooks(seed, [...looks].reverse(), share)
            .map(({ id }) => id)
            .reverse(),
        ).toEqual(drawn);
        const alone = looks.filter((look) => drawLooks(seed, [look], share).length === 1).map(({ id }) => id);
        expect(alone).toEqual(drawn);
        for (const { id, commitment } of looks)
          expect(drawn.includes(id)).toBe(sha256(seed, commitment).readUIntBE(0, 6) % oneIn === 0);
      },
    ),
    { numRuns: 40 },
  );
});

it('never leaves a day without a review where there was a look, and never draws one twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer(),
      (count, fewestADay, salt) => {
        const drawn = drawLooks(seed, looksOf(count, salt), { oneIn: 1_000_000, fewestADay }).map(({ id }) => id);
        expect(drawn.length).toBeGreaterThanOrEqual(Math.min(count, fewestADay));
        expect(new Set(drawn).size).toBe(drawn.length);
      },
    ),
  );
});

it('draws about the share that it says', () => {
  const drawn = drawLooks(seed, looksOf(20_000), { oneIn: 50, fewestADay: 1 });
  expect(drawn.length).toBeGreaterThan(300);
  expect(drawn.length).toBeLessThan(500);
});
