import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seeded } from '../population/random.js';
import { emptyLedger, type Ledger } from './ledger.js';
import { type Agenda, deskDay, inventLives, type Life } from './lives.js';
import type { Expected } from './oracle.js';
import type { CountrySize } from './sizes.js';

/** All that a run knows of its country. Plain data, kept after each day: a run that was killed goes on with the day it was at. */
export type State = {
  readonly size: CountrySize;
  day: number;
  /** How many of those whom nobody employs are on record. */
  onRecord: number;
  readonly lives: Life[];
  readonly agenda: Agenda;
  /** Ids of the units by their numbers. */
  readonly units: string[];
  /** What a source outside says of a unit's size. */
  readonly expected: Record<number, Expected>;
  readonly ledger: Ledger;
  readonly feed: Feed;
  readonly quiet: Quiet;
  readonly seconds: { setUp: number; living: number };
};

/** Those of whom nothing is planted: when their units hear of their last check, and when they ask again. */
export type Quiet = {
  onRoster: boolean;
  askOn: number;
  asked?: number;
  /** Units that are through with what is under way, asking or loading. */
  reached?: number;
};

/** The source that falls silent in the middle, and what its silence did. */
export type Feed = {
  readonly cut: number;
  readonly back: number;
  lastHeard?: number;
  /** Days from the last word of the source to the first unit that read that nothing can be answered. */
  silentAfterDays?: number;
  /** Checks that were asked for while the source was silent, and answered all the same. */
  answeredWhileSilent: number;
  notNow: number;
  answeredAgain: number;
  openAtEnd: number;
};

const seed = 20_261_126;
const silentDays = 30;
const file = 'country.json';

/** The state as it was kept last, or that of a country in which nothing has happened yet. */
export async function openState(folder: string, size: CountrySize): Promise<State> {
  const kept = await readFile(join(folder, file), 'utf8').catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept) as State;
  const cut = deskDay(size.days / 2);
  return {
    size,
    day: 0,
    onRecord: 0,
    ...inventLives(seeded(seed), size.days, size.schools, size.livesOfEachWay, cut),
    units: [],
    expected: {},
    ledger: emptyLedger(),
    feed: { cut, back: cut + silentDays, answeredWhileSilent: 0, notNow: 0, answeredAgain: 0, openAtEnd: 0 },
    quiet: { onRoster: false, askOn: 1 },
    seconds: { setUp: 0, living: 0 },
  };
}

/** Keeps the state: whole or as it was before. */
export async function keepState(folder: string, state: State): Promise<void> {
  const next = join(folder, `${file}.next`);
  await writeFile(next, JSON.stringify(state));
  await rename(next, join(folder, file));
}
