/** How often something happened among so many, with the bounds that hold it in 95 of 100 such runs (Wilson 1927). */
export type Share = {
  readonly happened: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};

/** Counts as a share with its confidence interval. */
export function shareOf(happened: number, of: number): Share {
  if (of === 0) return { happened, of, share: 0, low: 0, high: 1 };
  const z = 1.96;
  const share = happened / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return { happened, of, share: rounded(share), low: rounded(middle - half), high: rounded(middle + half) };
}

/** Counts by name: adds one more case, and whether it happened. */
export class Tally {
  readonly #counts = new Map<string, { happened: number; of: number }>();

  add(name: string, happened: boolean): void {
    const count = this.#counts.get(name) ?? { happened: 0, of: 0 };
    count.of += 1;
    if (happened) count.happened += 1;
    this.#counts.set(name, count);
  }

  /** The share under every name, in the order the names first came. */
  shares(): Record<string, Share> {
    return Object.fromEntries([...this.#counts].map(([name, { happened, of }]) => [name, shareOf(happened, of)]));
  }

  /** All names together. */
  total(): Share {
    const counts = [...this.#counts.values()];
    return shareOf(
      counts.reduce((sum, { happened }) => sum + happened, 0),
      counts.reduce((sum, { of }) => sum + of, 0),
    );
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(6));
}
