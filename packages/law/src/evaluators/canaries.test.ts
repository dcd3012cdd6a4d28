import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canarySlot, silentWaySince } from './canaries.js';

const pack = { canaries: { everyMinutes: 60, silentAfterMinutes: 120 } };
const minutes = (count: number) => new Date(Date.UTC(2026, 10, 23) + count * 60_000);

describe('the turn of a canary', () => {
  it.each([
    [0, 0],
    [59, 0],
    [60, 60],
    [61.5, 60],
  ])('minute %d belongs to the turn of minute %d', (at, slot) => {
    expect(canarySlot(pack, minutes(at))).toEqual(minutes(slot));
  });

  it('is one for all instants of it, and never two for one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.nat(3_599_999), (hour, within) => {
        const begin = new Date(hour * 3_600_000);
        expect(canarySlot(pack, new Date(begin.getTime() + within))).toEqual(begin);
      }),
    );
  });
});

describe('a way of canaries', () => {
  it.each([
    ['has just begun', null, 0, null],
    ['has waited for its first one as long as it may', null, 120, null],
    ['has waited longer for its first one', null, 120.1, 0],
    ['had one, and not again as long as it may', 30, 150, null],
    ['had one, and not again for longer', 30, 150.1, 30],
    ['speaks again', 500, 501, null],
  ])('that %s', (_, arrived, now, since) => {
    const way = { beganAt: minutes(0), lastArrivedAt: arrived === null ? null : minutes(arrived) };
    expect(silentWaySince(pack, way, minutes(now))).toEqual(since === null ? null : minutes(since));
  });

  it('is silent at every instant after the first at which it is, until one arrives', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (last, later) => {
        const way = { beganAt: minutes(0), lastArrivedAt: minutes(last) };
        const now = minutes(last + later);
        expect(silentWaySince(pack, way, now) === null).toBe(later <= 120);
        expect(silentWaySince(pack, { ...way, lastArrivedAt: now }, now)).toBeNull();
      }),
    );
  });
});
