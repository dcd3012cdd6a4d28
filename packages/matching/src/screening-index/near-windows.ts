/**
 * What of a failing number may be left whole in a number no more than two slips away, to tell most strangers without comparing digit by
 * digit: four stretches of a number of 18 characters, a character between each two, so that a slip spoils one of them at the most. Two
 * slips leave two whole, moved by two places at the most (the pigeonhole of Wu and Manber, "Fast text searching allowing errors", 1992).
 */
export interface NearWindows {
  readonly stretches: readonly ReadonlySet<number>[];
}

const windows = [
  [0, 2],
  [3, 5],
  [6, 13],
  [14, 17],
] as const;
const mostSlips = 2;
const leastWhole = windows.length - mostSlips;
const tenDigits = /^\d+$/;

/** The stretches of a number as it was given. */
export function nearWindows(number: string): NearWindows {
  return { stretches: windows.map(([from, to]) => digitsAround(number, from, to)) };
}

/** Whether a valid number, as the 17 digits that were packed, may lie within two slips; never no where it does. */
export function mayBeNear({ stretches }: NearWindows, region: number, date: number, order: number): boolean {
  let whole = 0;
  if (stretches[0]?.has(Math.floor(region / 10_000))) whole += 1;
  if (stretches[1]?.has(Math.floor(region / 10) % 100)) whole += 1;
  if (stretches[2]?.has(Math.floor(date / 10))) whole += 1;
  if (stretches[3]?.has(order)) whole += 1;
  return whole >= leastWhole;
}

function digitsAround(number: string, from: number, to: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let shift = -mostSlips; shift <= mostSlips; shift += 1) {
    if (from + shift < 0) continue;
    const digits = number.slice(from + shift, to + shift);
    if (digits.length === to - from && tenDigits.test(digits)) found.add(Number(digits));
  }
  return found;
}
