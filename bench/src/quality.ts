import { ruleVersion } from '@gatehouse/matching';
import type { Figure } from './figure.js';
import type { BenchResult } from './gate.js';
import { describeMachine, peakMemoryMb } from './machine.js';
import { estimateChance } from './quality/chance.js';
import { findPeople, populate } from './quality/found-people.js';
import { compareNamePairs } from './quality/name-pairs.js';
import { linkPublicData } from './quality/public-linkage.js';
import { askAboutStrangers } from './quality/strangers.js';
import type { Share } from './quality/tally.js';

/** How much is asked. */
export type QualitySize = {
  readonly records: number;
  readonly perClass: number;
  readonly strangersPerClass: number;
  readonly chanceSample: number;
  readonly namePairs: number;
};

/** `short` ends within ten minutes on two cores; `tiny` only shows that everything runs. */
export const qualitySizes = {
  tiny: { records: 1_000, perClass: 5, strangersPerClass: 20, chanceSample: 1_000, namePairs: 200 },
  short: { records: 20_000, perClass: 300, strangersPerClass: 2_000, chanceSample: 20_000, namePairs: 5_000 },
  full: { records: 200_000, perClass: 1_500, strangersPerClass: 10_000, chanceSample: 60_000, namePairs: 30_000 },
} as const satisfies Record<string, QualitySize>;

const seeds = { announced: 20_260, harder: 20_261, chance: 20_262, pairs: 20_263 };
const published = {
  splink: 'a Splink-style model with Jaro-Winkler, measured elsewhere (a constant)',
  em: 'an EM model on FEBRL 4, published (a constant)',
  logic: 'OpenSanctions logic-v2, published on other pairs (a constant)',
  target: 'the target (a constant)',
};

/** The workloads of quality: T9, T9b, T10, T11 and T12. */
export function runQuality(
  size: QualitySize,
  dataFolder: string | undefined,
  tell: (words: string) => void,
): BenchResult {
  const begun = Date.now();
  tell('T9: announced errors');
  const population = populate(seeds.announced, size.records);
  const announced = findPeople(population, 'announced', size.perClass);
  const withNumber = askAboutStrangers(population, 'with', size.strangersPerClass);
  tell('T9b: harder errors');
  const harder = findPeople(population, 'harder', size.perClass);
  const withoutNumber = askAboutStrangers(population, 'without', size.strangersPerClass);
  tell('T10: chance at scale');
  const chance = estimateChance(seeds.chance, size.chanceSample);
  tell('T11 and T12: public data, names alone');
  const linkage = linkPublicData(dataFolder);
  const names = compareNamePairs(seeds.pairs, size.namePairs);
  const lowest = Math.min(...Object.values(linkage ?? {}).map(({ f1 }) => f1));
  return {
    name: 'quality',
    machine: describeMachine('none'),
    figures: {
      T9: figure('recall', announced.recall, 0.763, published.splink),
      'T9-strong-precision': figure('precision', announced.precisionOfStrong, 0.9999, published.target),
      'T9-false-possibles': figure(
        'per 10,000 negatives with a number',
        withNumber.allPossible,
        2,
        published.target,
        10_000,
      ),
      T9b: figure('recall', harder.recall, 0.985, published.target),
      'T9b-false-possibles': figure(
        'share of negatives without a number',
        withoutNumber.allPossible,
        0.02,
        published.target,
      ),
      'T9b-false-strong': figure('per 10,000 negatives', withoutNumber.allStrong, 1, published.target, 10_000),
      T10: plain('possibles by chance per million staff, estimated', chance.perMillionStaff, 100, published.target),
      ...(linkage ? { T11: plain('F1, the lowest of the public data sets', lowest, 0.967, published.em) } : {}),
      T12: plain('F1 on invented pairs', names.f1, 0.745, published.logic),
    },
    findings: {
      ruleVersion,
      size,
      seeds,
      T9: { found: announced, strangers: withNumber },
      T9b: { found: harder, strangers: withoutNumber },
      T10: chance,
      T11: linkage ?? 'not measured: no folder of public data was given (--data or GATEHOUSE_BENCH_DATA)',
      T12: names,
      peakMemoryMb: peakMemoryMb(),
      seconds: Math.round((Date.now() - begun) / 1000),
    },
  };
}

/** A share as a figure; its confidence bounds stand as minimum and maximum. */
function figure(unit: string, { share, low, high }: Share, baseline: number, baselineName: string, times = 1): Figure {
  const [value, min, max] = [share * times, low * times, high * times].map((one) => Number(one.toPrecision(4)));
  return { ...plain(unit, value ?? 0, baseline, baselineName), min: min ?? 0, max: max ?? 0 };
}

function plain(unit: string, value: number, baseline: number, baselineName: string): Figure {
  return {
    value,
    unit,
    baseline,
    baselineName,
    ratio: Number((value / baseline).toPrecision(4)),
    min: value,
    max: value,
    runs: 1,
  };
}
