import { inventedName, inventedNumber } from '../invented.js';
import type { Random } from '../population/random.js';

/** One way of living through the years, with what is planted in it. */
export const ways = [
  // Nothing is planted in these.
  'careful',
  'leaver',
  'namesake',
  // Asked about while a source is silent.
  'applicant',
  // Schools that do not ask, or not in time.
  'never',
  'afterwards',
  'early',
  // Begun in time, and left lying.
  'left',
  'lapsed',
  'refused',
  // Records of serving staff: new, widened, unsealed; kept at work; withdrawn again.
  'convicted',
  'widened',
  'unsealed',
  'kept',
  'withdrawn',
  // Records of those who come: refused, hired all the same, put to work unasked.
  'on-record',
  'hired-despite',
  'unasked',
  // Identity.
  'renamed',
  'redocumented',
] as const;
export type Way = (typeof ways)[number];

/** What is done at somebody's desk on a day; see `steps.ts`. */
export type Step =
  | 'enter'
  | 'ask'
  | 'begin'
  | 'submit'
  | 'approve'
  | 'refuse'
  | 'apply'
  | 'end'
  | 'rename'
  | 'add-document'
  | 'enter-record'
  | 'enter-narrow-record'
  | 'widen'
  | 'seal'
  | 'unseal'
  | 'withdraw';

/** A check of somebody as the country knows of it. */
export type Check = {
  readonly inquiryId: string;
  /** When it was begun, and sent to the authority; undefined before. */
  readonly begun?: number;
  sent?: number;
  /** When it was approved, and so asked; undefined before. */
  asked?: number;
  /** Which of the person's identities it is about. */
  readonly identity: number;
  refused?: boolean;
  told?: number;
  outcome?: 'no_record' | 'record_found';
  voided?: number;
  /** The day on which the unit read that it cannot be answered now. */
  silent?: number;
};

/** One member of staff, or somebody who would be. Plain data: it is kept between the days. */
export type Life = {
  readonly id: number;
  readonly unit: number;
  readonly way: Way;
  readonly postClass: string;
  readonly hired: number;
  readonly leaves: number;
  /** How long somebody waits where they are late. */
  readonly wait: number;
  /** How many days before the year is full the next check is asked for. */
  readonly early: number;
  readonly number: string;
  name: string;
  formerNames: string[];
  passport?: string;
  identity: number;
  employmentId?: string;
  /** The last day at work. */
  until?: number;
  wasLate?: boolean;
  checks: Check[];
  /** `committed`: since when it may be told to whoever screens serving staff. */
  record?: { readonly id: string; version: number; committed?: number; gone?: boolean };
};

/** What happens on which day. */
export type Agenda = Record<number, [life: number, step: Step][]>;

/** The desks work every sixth day: between them, where nothing is due and nobody waits, the days pass. */
export const deskDays = 6;

/** The first day on or after a day on which the desks work. */
export function deskDay(day: number): number {
  return Math.ceil(day / deskDays) * deskDays;
}

/** Born about 1980: somebody born later could be on record as a minor, which no registry takes. */
const firstNumber = 336_000 * 20;
const postClasses = ['teacher', 'catering', 'security', 'driver'] as const;

/** Ways that stand more often than the others: what a school does not do costs little to live through. */
const timesAsOften: Partial<Record<Way, number>> = {
  never: 4,
  applicant: 3,
  unasked: 2,
  refused: 2,
  afterwards: 2,
  lapsed: 2,
};

/** After the cut of a source: long enough for it to count as silent, and for the hiring to come after its return. */
const [asksAfter, hiresAfter] = [12, 60];

/** Invents the lives of a country and the days on which something is done about them. @param each how many live in a way, at the least @param cut when a source falls silent */
export function inventLives(
  random: Random,
  days: number,
  units: number,
  each: number,
  cut: number,
): { lives: Life[]; agenda: Agenda } {
  const lived = ways.flatMap((way) => Array.from({ length: each * (timesAsOften[way] ?? 1) }, () => way));
  const agenda: Agenda = {};
  const lives = lived.map((way, id): Life => {
    // From a day on which whatever lies before the hiring fits in.
    const chosen = deskDay(65 + random.below(Math.max(1, Math.min(days - 160, 500))));
    const hired = way === 'applicant' ? cut + hiresAfter : chosen;
    const post = random.pick(postClasses);
    const life: Life = {
      id,
      unit: id % units,
      way,
      // What a teacher lost is told before a teacher is hired: the narrow record is another's.
      postClass: way === 'widened' ? 'catering' : post,
      hired,
      leaves: deskDay(hired + 400 + random.below(900)),
      wait: deskDay(2 + random.below(40)),
      early: 26 + random.below(30),
      number: inventedNumber(numberAt(id)),
      name: inventedName(numberAt(id)),
      formerNames: [],
      identity: 0,
      checks: [],
    };
    for (const [day, step] of courseOf(life, random)) (agenda[day] ??= []).push([id, step]);
    return life;
  });
  return { lives, agenda };
}

/** The number of a life; the namesakes stand one beside it, born on the same day. */
export function numberAt(id: number): number {
  return firstNumber + (id % 300) * 1000 + Math.floor(id / 300) * 2;
}

/** What is done on which day about somebody, but for the yearly checks, which follow from the answers. */
function courseOf(life: Life, random: Random): [number, Step][] {
  const { way, hired, leaves, wait } = life;
  const middle = deskDay(hired + 20 + random.below(60));
  const inTime: [number, Step][] = [
    [hired - 18, 'enter'],
    [hired - 18, 'ask'],
  ];
  const left: [number, Step][] = [[leaves, 'end']];
  const courses: Record<Way, [number, Step][]> = {
    careful: inTime,
    leaver: [...inTime, [hired + 30 + wait, 'end']],
    applicant: [[hired - hiresAfter + asksAfter, 'apply']],
    namesake: [[hired - 30, 'enter-record'], ...inTime],
    never: [[hired, 'enter'], ...left],
    afterwards: [[hired, 'enter'], [hired + wait, 'ask'], ...left],
    early: [[hired - 6, 'enter'], [hired - 6, 'submit'], [hired + 18, 'approve'], ...left],
    left: [[hired - 6, 'enter'], [hired - 6, 'begin'], ...left],
    lapsed: [...inTime, ...left],
    refused: [[hired - 18, 'enter'], [hired - 18, 'refuse'], ...left],
    convicted: [...inTime, [middle, 'enter-record']],
    widened: [[hired - 60, 'enter-narrow-record'], ...inTime, [middle, 'widen']],
    unsealed: [[hired - 60, 'enter-record'], [hired - 54, 'seal'], ...inTime, [middle, 'unseal']],
    kept: [...inTime, [middle, 'enter-record'], ...left],
    withdrawn: [...inTime, [middle, 'enter-record'], [middle + 24, 'withdraw'], ...left],
    'on-record': [
      [hired - 60, 'enter-record'],
      [hired - 30, 'apply'],
    ],
    'hired-despite': [[hired - 60, 'enter-record'], [hired - 36, 'apply'], [hired, 'enter'], ...left],
    unasked: [[hired - 60, 'enter-record'], [hired, 'enter'], ...left],
    renamed: [...inTime, [middle, 'rename'], [middle + wait, 'ask'], ...left],
    redocumented: [...inTime, [middle, 'add-document'], [middle + wait, 'ask'], ...left],
  };
  return courses[way];
}
