import type { LawPack } from '@gatehouse/law';

/** How many people a unit has, and how many a program took off its roster today. */
export type EndsToday = { readonly people: number; readonly ended: number };

/**
 * How many more people a program may take off the roster of a unit today. Whoever leaves the roster is no longer watched: a file that
 * came out too short, or a program that went wrong, must not take a school out of sight before a person has seen it.
 */
export function endsLeft({ wireEnds }: LawPack, { people, ended }: EndsToday): number {
  const allowed = Math.max(wireEnds.atLeast, Math.floor(((people + ended) * wireEnds.percent) / 100));
  return Math.max(0, allowed - ended);
}
