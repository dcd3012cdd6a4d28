import type { FakeClock } from '@gatehouse/server';

/** A clock that stands, but for a millisecond a look, so that nothing ends by itself on a slow machine. */
export function walkingClock(start: Date): FakeClock {
  let now = start.getTime();
  return {
    now: () => new Date((now += 1)),
    advance: (milliseconds) => {
      now += milliseconds;
    },
    set: (instant) => {
      now = instant.getTime();
    },
  };
}
