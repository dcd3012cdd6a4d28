import { dateOf, yearAfter } from './calendar.js';
import { clerkOf, type Country } from './country.js';
import { type Desk, everyItem } from './desks.js';
import { isAskedInSilence } from './feeds.js';
import { find } from './ledger.js';
import { type Check, deskDay, type Life, type Step } from './lives.js';
import { isAtWork } from './oracle.js';

type Inquiry = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly decision?: { readonly outcome: 'no_record' | 'record_found' | 'not_now' };
  readonly settlements: readonly string[];
  readonly may: readonly string[];
};
type Covered = { readonly employmentId: string; readonly inquiryId?: string };

/** How long a school that obeys takes from a record to the end of the employment. */
const daysToEnd = 6;

/** Reads at the desks of the units what they were told since, and does what a school does then. @returns whether anything was told */
export async function readAnswers(country: Country, isSomebodyFound: boolean): Promise<boolean> {
  const { state } = country;
  let isNews = isSomebodyFound;
  for (const life of state.lives)
    for (const check of life.checks.filter((one) => isOpen(life, one)))
      isNews = (await readOne(country, life, check)) || isNews;
  if (isSomebodyFound) await readFound(country);
  return isNews;
}

/** Whether a unit has yet to hear something of a check: its answer, or that it became void since its record was withdrawn. */
function isOpen({ record }: Life, { told, refused, outcome, voided }: Check): boolean {
  if (refused === true || voided !== undefined) return false;
  return told === undefined || (outcome === 'record_found' && record?.gone === true);
}

async function readOne(country: Country, life: Life, check: Check): Promise<boolean> {
  const { desks, state } = country;
  const clerk = await desks.as(clerkOf(life.unit));
  const inquiry = await clerk.get<Inquiry>(`/api/inquiries/${check.inquiryId}`);
  if (inquiry.state === 'RECALLED') {
    await noteVoid(country, clerk, life, check, inquiry);
    return true;
  }
  const outcome = inquiry.decision?.outcome;
  if (check.told !== undefined || outcome === undefined) return false;
  if (outcome === 'not_now') {
    noteSilence(state, check);
    return false;
  }
  check.told = state.day;
  check.outcome = outcome;
  if (check.silent !== undefined) state.feed.answeredAgain += 1;
  if (isAskedInSilence(state, check) && state.day < state.feed.back) state.feed.answeredWhileSilent += 1;
  if (outcome === 'record_found') await heed(country, clerk, life, inquiry);
  else plan(country, life, yearAfter(state.day));
  return true;
}

/** A unit reads that it cannot be answered now, which is not a no. */
function noteSilence({ day, feed, ledger }: Country['state'], check: Check): void {
  if (check.silent !== undefined) return;
  check.silent = day;
  feed.notNow += 1;
  feed.silentAfterDays ??= day - (feed.lastHeard ?? day);
  find(ledger, day, [{ id: `silent ${check.inquiryId}`, what: 'cannot_be_answered', who: check.inquiryId }]);
}

async function noteVoid({ state }: Country, clerk: Desk, life: Life, check: Check, inquiry: Inquiry): Promise<void> {
  if (check.voided !== undefined) return;
  check.voided = state.day;
  if (inquiry.may.includes('note-recall'))
    await clerk.post(`/api/inquiries/${inquiry.id}/note-recall`, { version: inquiry.version });
  if (life.employmentId !== undefined && isAtWork(life, state.day)) agree(state, state.day + life.wait, life, 'ask');
}

/** A record was told. A school that obeys stops the work at once and ends the employment; whoever was to be hired is not. */
async function heed({ state }: Country, clerk: Desk, life: Life, inquiry: Inquiry): Promise<void> {
  find(state.ledger, state.day, [{ id: inquiry.id, what: 'record', who: `person ${life.id}` }]);
  if (['kept', 'hired-despite'].includes(life.way)) return;
  const kind = life.employmentId === undefined ? 'not_hired' : 'work_stopped';
  if (inquiry.settlements.includes(kind))
    await clerk.post(`/api/inquiries/${inquiry.id}/settle`, { kind, on: dateOf(state.day), version: inquiry.version });
  if (life.employmentId !== undefined && life.way !== 'withdrawn') agree(state, state.day + daysToEnd, life, 'end');
}

/** When the next yearly check is asked for: in time, or late where that is planted. */
function plan({ state }: Country, life: Life, due: number): void {
  if (life.employmentId === undefined) return;
  const isLate = life.way === 'lapsed' && life.wasLate !== true;
  if (isLate) life.wasLate = true;
  agree(state, isLate ? due + life.wait : due - life.early, life, 'ask');
}

function agree({ agenda, size }: Country['state'], day: number, life: Life, step: Step): void {
  const at = deskDay(day);
  if (at < size.days) (agenda[at] ??= []).push([life.id, step]);
}

/** Somebody was found while they serve: the unit reads it on its page of who is covered. */
async function readFound(country: Country): Promise<void> {
  const { desks, state } = country;
  const units = new Set(state.lives.filter(({ record }) => record?.committed !== undefined).map(({ unit }) => unit));
  for (const unit of units) {
    const clerk = await desks.as(clerkOf(unit));
    for (const { employmentId, inquiryId } of await everyItem<Covered>(clerk, '/api/coverage?state=barred')) {
      const life = state.lives.find((one) => one.employmentId === employmentId);
      if (life === undefined || inquiryId === undefined) continue;
      if (life.checks.some((check) => check.inquiryId === inquiryId)) continue;
      const inquiry = await clerk.get<Inquiry>(`/api/inquiries/${inquiryId}`);
      const told = { told: state.day, outcome: 'record_found' } as const;
      life.checks.push({ inquiryId, asked: state.day, identity: life.identity, ...told });
      await heed(country, clerk, life, inquiry);
    }
  }
}
