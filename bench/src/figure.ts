/** One measured figure against its named baseline, both from the same run unless the name says published. */
export type Figure = {
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly baselineName: string;
  /** value / baseline, of the medians. */
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
};

/** One side of a comparison: measures once and answers a rate or a time. */
export type Side = () => Promise<number>;

/**
 * Measures sides in turn, round by round, after one round that warms and is thrown away, so that what disturbs the machine
 * disturbs all of them alike.
 * @returns the values of each side by its name, in the order of the rounds
 */
export async function interleave<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, Side>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(sides) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const value = await sides[name]();
      if (round > 0) values[name].push(value);
    }
  }
  return values;
}

/** The middle value; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('nothing was measured');
  return (low + high) / 2;
}

/** The figure of one side against another, or against a published number. */
export function figureOf(
  unit: string,
  values: readonly number[],
  baselineName: string,
  baseline: readonly number[],
): Figure {
  const [value, against] = [median(values), median(baseline)];
  return {
    value: rounded(value),
    unit,
    baseline: rounded(against),
    baselineName,
    ratio: rounded(value / against),
    min: rounded(Math.min(...values)),
    max: rounded(Math.max(...values)),
    runs: values.length,
  };
}

/** Median, minimum and maximum of what is told beside the figures. */
export function spread(values: readonly number[]): { median: number; min: number; max: number } {
  return { median: rounded(median(values)), min: rounded(Math.min(...values)), max: rounded(Math.max(...values)) };
}

/** Four significant digits: the rest is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** How long work takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
