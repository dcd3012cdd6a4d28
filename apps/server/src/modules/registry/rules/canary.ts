import { type LawPack, silentWaySince } from '@gatehouse/law';

/** The list of the index in which the canary on record stands; no question about a real person reaches it. */
export const canaryList = 'canary';

/** A way of canaries as its row holds it. */
export type CanaryWayRow = {
  readonly askedBy: string;
  readonly path: 'inquiry' | 'monitoring';
  readonly beganAt: Date;
  readonly lastReceivedAt: Date;
  readonly lastArrivedAt: Date | null;
  /** Since when it is silent, once that has been said. */
  readonly silentSince: Date | null;
};

/**
 * The nodes whose questions cannot be answered now, since a canary that went their way did not arrive, each with since when. A node that
 * never sent one is not among them: nothing is known of its way, and its questions are answered as before there were canaries.
 */
export function silentAskers(pack: LawPack, ways: readonly CanaryWayRow[], now: Date): ReadonlyMap<string, Date> {
  return new Map(
    ways.flatMap((way) => {
      const since = way.path === 'inquiry' ? silentWaySince(pack, way, now) : null;
      return since === null ? [] : [[way.askedBy, since] as const];
    }),
  );
}
