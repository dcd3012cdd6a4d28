import { type NegativeClass, negativesWithNumber, negativesWithoutNumber } from '../population/index.js';
import type { Population } from './found-people.js';
import { type Share, Tally } from './tally.js';

/** What was told of people who are not on record. */
export type Strangers = {
  readonly strong: Readonly<Record<string, Share>>;
  readonly possible: Readonly<Record<string, Share>>;
  readonly allStrong: Share;
  readonly allPossible: Share;
};

/** Asks about people who are not on record, each class alike, and counts what was told of them. */
export function askAboutStrangers(population: Population, numbers: 'with' | 'without', perClass: number): Strangers {
  const classes = numbers === 'with' ? negativesWithNumber : negativesWithoutNumber;
  const [strong, possible] = [new Tally(), new Tally()];
  for (const [group, invent] of Object.entries(classes))
    askClass(population, group, invent, perClass, strong, possible);
  return {
    strong: strong.shares(),
    possible: possible.shares(),
    allStrong: strong.total(),
    allPossible: possible.total(),
  };
}

function askClass(
  { index, people, random }: Population,
  group: string,
  invent: NegativeClass,
  perClass: number,
  strong: Tally,
  possible: Tally,
): void {
  for (let count = 0; count < perClass; count += 1) {
    const asked = invent(random.pick(people), random);
    if (asked === undefined) continue;
    const { band } = index.screen({ ...asked, id: 'stranger' });
    strong.add(group, band === 'strong');
    possible.add(group, band === 'possible');
  }
}
