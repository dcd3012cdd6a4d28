import { describe, expect, it } from 'vitest';
import { type Counted, learnAgreement, levelWeights, shareOfLevels } from './em-weights.js';

const fields = [
  { name: 'name', levels: 2 },
  { name: 'dob', levels: 2 },
  { name: 'number', levels: 2 },
  { name: 'sex', levels: 2 },
];
const chance = [
  [0.999, 0.001],
  [0.9995, 0.0005],
  [0.999, 0.001],
  [0.5, 0.5],
];
const agreement = [
  [0.2, 0.8],
  [0.05, 0.95],
  [0.1, 0.9],
  [0.02, 0.98],
];

describe('weights of the model without labels', () => {
  it('learns how often the values of one person agree, from mixed pairs of each rule, with the chance of strangers fixed', () => {
    const sessions = fields.map(({ name }, field) => ({ without: name, counted: mixed(field, 5_000, 95_000) }));
    const learned = learnAgreement(fields, sessions, chance);
    for (const [field, shares] of agreement.entries()) {
      for (const [level, share] of shares.entries()) expect(learned[field]?.[level]).toBeCloseTo(share, 2);
    }
  });

  it('takes nothing about a field from the rule that names it', () => {
    const [name, dob] = [mixed(0, 5_000, 95_000), mixed(1, 5_000, 95_000)];
    const sessions = [
      { without: 'name', counted: name },
      { without: 'dob', counted: dob },
    ];
    expect(learnAgreement(fields, sessions, chance)[0]?.[1]).toBeCloseTo(0.8, 2);
  });

  it('gives a level that was never seen half a pair, and leaves out pairs of which one side lacks the value', () => {
    const counted = [
      { levels: [0, -1, 0, 1], count: 99 },
      { levels: [0, 0, 0, -1], count: 100 },
    ];
    const [name, dob] = shareOfLevels(fields, counted);
    expect(name?.[1]).toBeCloseTo(0.5 / 200, 6);
    expect(dob?.[0]).toBeCloseTo(100.5 / 101, 6);
  });

  it('weighs in bits what one person makes likelier than chance', () => {
    expect(levelWeights([[0.5, 0.5]], [[0.9375, 0.0625]])[0]?.[1]).toBe(3);
  });
});

/** Pairs that one rule finds: those of one person and of strangers agree on its field, and else as the shares say. */
function mixed(blocked: number, same: number, strangers: number): Counted[] {
  const ways = Array.from({ length: 2 ** fields.length }, (_, word) => fields.map((_, field) => (word >> field) & 1));
  const share = (levels: readonly number[], shares: readonly (readonly number[])[]) =>
    levels.reduce(
      (product, level, field) => (field === blocked ? product : product * (shares[field]?.[level] ?? 0)),
      1,
    );
  return ways
    .filter((levels) => levels[blocked] === 1)
    .map((levels) => ({ levels, count: same * share(levels, agreement) + strangers * share(levels, chance) }));
}
