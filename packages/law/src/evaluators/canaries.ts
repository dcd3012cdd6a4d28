import type { LawPack } from '../pack/schema.js';

type Canaries = { readonly canaries: Pick<LawPack['canaries'], 'everyMinutes' | 'silentAfterMinutes'> };

const minute = 60_000;

/** A way that canaries go: when the first was on it, and when one last arrived at its end. */
export interface CanaryWay {
  beganAt: Date;
  lastArrivedAt: Date | null;
}

/** The turn to which an instant belongs, named by its beginning: one canary goes each way in each turn, whoever sends it and how often. */
export function canarySlot({ canaries }: Canaries, at: Date): Date {
  const length = canaries.everyMinutes * minute;
  return new Date(Math.floor(at.getTime() / length) * length);
}

/**
 * Since when a way has been silent: since the last canary arrived, or since the first was on it where none ever did. Null while that
 * is no longer ago than the pack allows. A way that no canary has gone yet says nothing of itself and is not asked here.
 */
export function silentWaySince({ canaries }: Canaries, { beganAt, lastArrivedAt }: CanaryWay, now: Date): Date | null {
  const since = lastArrivedAt ?? beganAt;
  return now.getTime() - since.getTime() > canaries.silentAfterMinutes * minute ? since : null;
}
