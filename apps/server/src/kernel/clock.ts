/** The one source of time. Injected, so that a test moves it; UTC inside, zones only on screens and in law packs. */
export type Clock = { readonly now: () => Date };

/** The machine's clock. */
export function systemClock(): Clock {
  return { now: () => new Date() };
}

/** A clock that stands still until it is moved. */
export type FakeClock = Clock & {
  readonly advance: (milliseconds: number) => void;
  readonly set: (instant: Date) => void;
};

/** A clock for tests. */
export function fakeClock(start: Date): FakeClock {
  let instant = start.getTime();
  return {
    now: () => new Date(instant),
    advance: (milliseconds) => {
      instant += milliseconds;
    },
    set: (next) => {
      instant = next.getTime();
    },
  };
}
