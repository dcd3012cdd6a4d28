/** A deterministic source of chance: the same seed gives the same population on every machine (mulberry32). */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** An integer from 0 up to, not including, `below`. */
  below(below: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Picks by Zipf's law: the item at place n is 1/(n + flat) as likely. */
  pickRanked<T>(from: readonly T[], flat: number): T;
}

/** A source of chance of its own for each seed. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  const pickRanked = <T>(from: readonly T[], flat: number): T => {
    const place = Math.floor(flat * ((from.length + flat) / flat) ** next() - flat);
    const found = from[Math.min(place, from.length - 1)];
    return found ?? pick(from);
  };
  return { next, below, chance: (share) => next() < share, pick, pickRanked };
}
