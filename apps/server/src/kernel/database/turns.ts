/** Hands out a fixed number of places, in the order of asking, but to whoever goes first before all others. */
export type Turns = {
  /** Waits for a place. @returns gives the place back; a second call changes nothing */
  readonly take: (goesFirst: boolean) => Promise<() => void>;
};

/** @param places how many may hold one at the same time */
export function openTurns(places: number): Turns {
  let free = places;
  const first: (() => void)[] = [];
  const others: (() => void)[] = [];
  const giveBack = (): void => {
    const next = first.shift() ?? others.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    take: async (goesFirst) => {
      if (free > 0) free -= 1;
      else await new Promise<void>((turn) => (goesFirst ? first : others).push(turn));
      let held = true;
      return () => {
        if (held) giveBack();
        held = false;
      };
    },
  };
}
