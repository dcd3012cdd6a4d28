import { groupBy } from '../population/group-by.js';
import { readAnswers } from './answers.js';
import { dateOf, eveningOf, morningOf, yearAfter } from './calendar.js';
import { compareAll } from './comparing.js';
import { type Country, reviewerOf, unitName } from './country.js';
import { everyItem } from './desks.js';
import { hearSources, isAskedInSilence, lookAtSources, silentSources } from './feeds.js';
import { workOnGaps } from './gaps.js';
import { find, plant } from './ledger.js';
import { type Check, deskDay, deskDays, type Life } from './lives.js';
import { isAtWork, missingAbout, missingAt } from './oracle.js';
import { tendQuietStaff } from './quiet.js';
import { hearRegisters, lookAtRegisters, unenteredOn } from './registers.js';
import { keepState } from './state.js';
import { steps } from './steps.js';

/** What of a gap its viewers see that matters here. */
type Task = {
  readonly id: string;
  readonly kind: string;
  readonly employmentId?: string;
  readonly stillThere: boolean;
  readonly unit: { readonly en: string };
  readonly postClass?: { readonly en: string };
};

/** Posts by what the list of gaps calls them. */
const postOf: Readonly<Record<string, string>> = { 'Catering worker': 'catering', 'Security guard': 'security' };

const millisecondsBetweenWords = 20_000;
const headcountFrom = 150;
const headcountDays = 42;

/** Lives through the days of a country from the one it is at, each kept when it is over. */
export async function liveThrough(country: Country, folder: string, tell: (words: string) => void): Promise<void> {
  const { state } = country;
  const begun = Date.now() - state.seconds.living * 1000;
  let toldAt = 0;
  let lived: number | undefined;
  for (; state.day < state.size.days; state.day += 1) {
    if (!isEventful(state)) continue;
    const isAfterOthers = lived !== state.day - 1;
    lived = state.day;
    await liveDay(country, isAfterOthers, async (words) => {
      tell(`${dateOf(state.day)}: ${words}`);
      await keepState(folder, state);
    });
    state.seconds.living = Math.round((Date.now() - begun) / 1000);
    if (Date.now() - toldAt > millisecondsBetweenWords) {
      tell(`${dateOf(state.day)}: day ${state.day} of ${state.size.days}, ${state.ledger.planted.length} planted`);
      toldAt = Date.now();
    }
    await keepState(folder, { ...state, day: state.day + 1 });
  }
}

/** Whether anything can happen on a day: the desks work, a source is silent, somebody waits for an answer, or a year has just passed. */
function isEventful({ day, feed, lives }: Country['state']): boolean {
  if (day % deskDays === 0 || (day >= feed.cut && day <= feed.back)) return true;
  return lives.some(({ checks }) => {
    const last = checks.findLast(({ told }) => told !== undefined)?.told;
    return checks.some(isWaiting) || (last !== undefined && day === yearAfter(last) + 1);
  });
}

function isWaiting({ told, asked }: Check): boolean {
  return told === undefined && asked !== undefined;
}

/**
 * One day: the sources speak, people work, the node does what follows, two people compare, the windows open, everybody looks.
 * @param isAfterOthers days on which nothing happened were passed over: what the node does on each of them is done before anybody works
 */
async function liveDay(
  country: Country,
  isAfterOthers: boolean,
  kept: (words: string) => Promise<void>,
): Promise<void> {
  const { state, clock, node } = country;
  clock.set(morningOf(state.day));
  await hearSources(country);
  if (isAfterOthers) await node.turn();
  await tendQuietStaff(country, kept);
  const agenda = state.agenda[state.day] ?? [];
  for (const [id, step] of agenda) {
    const life = state.lives[id];
    if (life !== undefined) await steps[step](country, life);
  }
  await enterHeadcounts(country);
  await hearRegisters(country);
  // What was done at the desks stands in the ledger before anybody is told of it.
  plant(state.ledger, state.day, doneAtDesks(state), (what) => whatDesksDo.includes(what));
  await node.turn();
  const found = agenda.length > 0 || state.day === state.feed.back ? await compareAll(country) : 0;
  clock.set(eveningOf(state.day));
  const isRecalled = agenda.some(([, step]) => step === 'withdraw');
  const waits = state.lives.some(({ checks }) => checks.some(isWaiting));
  if (waits) await node.turn();
  // What was told and heeded in the evening is looked at before the day is over.
  if ((waits || found > 0 || isRecalled) && (await readAnswers(country, found > 0))) await node.turn();
  await lookAtGaps(country);
  await lookAtRegisters(country);
  await lookAtSources(country);
  await workOnGaps(country);
}

/** Everything that is missing on this day was planted by now; everything that the authority is shown was found. */
async function lookAtGaps({ desks, state }: Country): Promise<void> {
  const { day, ledger, lives, size } = state;
  const missing = lives.flatMap((life) => missingAbout(life, day));
  const staff = groupBy(lives, ({ unit }) => String(unit));
  const atUnits = Array.from({ length: size.schools }, (_, unit) =>
    missingAt(unit, countsAt(state, staff.get(String(unit)) ?? []), state.expected[unit]),
  ).flat();
  plant(ledger, day, [...missing, ...atUnits, ...doneAtDesks(state), ...silentSources(state), ...unenteredOn(state)]);
  const superior = await desks.as('superior');
  const open = await everyItem<Task>(superior, '/api/gaps');
  // What is gone and waits to be verified may come back under the same id, and has to be found again.
  for (const { id, stillThere } of open) if (!stillThere) ledger.seen[id] = false;
  const tasks = open.filter(({ stillThere }) => stillThere);
  const byEmployment = new Map(lives.map((life) => [life.employmentId, life]));
  const units = new Map(Array.from({ length: size.schools }, (_, unit) => [unitName(unit), unit]));
  find(
    ledger,
    day,
    tasks.map(({ id, kind, employmentId, unit, postClass }) => {
      const life = employmentId === undefined ? undefined : byEmployment.get(employmentId);
      const person = life === undefined ? `somebody of whom nothing is planted` : `person ${life.id}`;
      const post = kind === 'nobody_in_post' ? ` ${postOf[postClass?.en ?? '']}` : '';
      return { id, what: kind, who: employmentId === undefined ? `unit ${units.get(unit.en)}${post}` : person };
    }),
  );
}

/** People on the roster of a unit and at work there, as its desk entered them. @param staff the lives of that unit */
function countsAt(
  { quiet, size, day }: Country['state'],
  staff: readonly Life[],
): { people: number; atWork: number; posts: string[] } {
  const entered = staff.filter(({ employmentId }) => employmentId !== undefined);
  // Whoever is said to have left is off the roster at once.
  const present = entered.filter(({ until }) => until === undefined);
  const loaded = quiet.onRoster ? size.quietAtSchool : 0;
  const atWork = present.filter((life) => isAtWork(life, day));
  // Those who are loaded are teachers, whom no school lacks.
  const posts = atWork.map(({ postClass }) => postClass);
  return { people: present.length + loaded, atWork: atWork.length + loaded, posts };
}

/** A source outside each unit counts two people more than work there; after some weeks it is right. */
async function enterHeadcounts({ desks, state }: Country): Promise<void> {
  const { size, day, lives, units, expected } = state;
  for (let unit = 0; unit < size.schools; unit += 1) {
    const from = deskDay(headcountFrom + ((unit * 10) % (size.days / 2)));
    if (day !== from && day !== from + headcountDays) continue;
    const staff = lives.filter((life) => life.unit === unit);
    const headcount = day === from ? countsAt(state, staff).atWork + 2 : 0;
    const reviewer = await desks.as(reviewerOf(size, unit));
    const entry = { unitId: units[unit], source: 'social_insurance', postClass: null, headcount, asOf: dateOf(day) };
    await reviewer.post('/api/expected-headcounts', entry, `headcount-${unit}-${day}`);
    expected[unit] = { headcount };
  }
}

/** Somebody is on record who serves, or who asked to be hired: their unit has to hear of it. */
function hasRecord(life: Life, day: number): boolean {
  const { way, record, checks, employmentId } = life;
  if (way === 'namesake' || record?.committed === undefined || record.gone === true) return false;
  return employmentId === undefined ? checks.length > 0 : isAtWork(life, day);
}

const whatDesksDo = ['record', 'cannot_be_answered'];

/** Records of those whose units have to hear of them, and checks that were asked for while a source is silent. */
function doneAtDesks(state: Country['state']): { what: string; who: string }[] {
  const { lives, day } = state;
  const silent = lives.flatMap(({ checks }) =>
    checks.filter((check) => check.told === undefined && isAskedInSilence(state, check)),
  );
  return [
    ...lives.filter((life) => hasRecord(life, day)).map(({ id }) => ({ what: 'record', who: `person ${id}` })),
    ...silent.map(({ inquiryId }) => ({ what: 'cannot_be_answered', who: inquiryId })),
  ];
}
