import type { InquiryState } from '@gatehouse/contract';
import {
  addDays,
  addWorkingDays,
  builtInCalendar,
  builtInPacks,
  loadPack,
  packDefaults,
  startOfCivilDate,
} from '@gatehouse/law';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CheckFacts, EmploymentFacts, Law, RosterFacts, ToldProhibition } from './facts.js';
import { type Gap, type GapKindId, gapsOfEmployment, gapsOfRoster } from './gaps.js';

const { pack } = loadPack(builtInPacks.get('cn-minors-law'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const law: Law = { pack, calendar, settings: packDefaults };

const firstDay = '2023-01-01';
const lastDay = 1095;
const instant = (day: number): Date => new Date(startOfCivilDate(addDays(firstDay, day)).getTime() + 3_600_000);

/** What is invented of one check: asked on a day, told on a later one, void from another on. */
type Asked = {
  readonly begun: number;
  readonly told: number;
  readonly outcome?: 'record_found';
  readonly voidFrom?: number;
  /** Where it stands from the day on which it was asked, if not with the registry; some stay there for good. */
  readonly stands?: InquiryState;
};
/** A gap that was put into somebody's history, from its first day to the day before `until`. */
type Planted = { readonly kind: GapKindId; readonly from: number; readonly until: number };
type Life = {
  readonly hired: number;
  readonly left: number;
  readonly renamed?: number;
  /** An order bars them from a day, to the day before another. */
  readonly barred?: { readonly from: number; readonly until: number };
  readonly checks: readonly Asked[];
  readonly planted: readonly Planted[];
};

/** Told on a day, due a year later: the day after is the first that is late. */
function lateFrom(told: number): number {
  const [year, rest] = [Number(addDays(firstDay, told).slice(0, 4)), addDays(firstDay, told).slice(4)];
  const due = Date.parse(`${year + 1}${rest === '-02-29' ? '-02-28' : rest}T00:00:00Z`);
  return (due - Date.parse(`${firstDay}T00:00:00Z`)) / 86_400_000 + 1;
}

/** Begun on a day and not taken further: the first day after the working week that the pack leaves for a step. */
function leftFrom(begun: number): number {
  const { date } = addWorkingDays(law.calendar, addDays(firstDay, begun), 5);
  return (Date.parse(`${date}T00:00:00Z`) - Date.parse(`${firstDay}T00:00:00Z`)) / 86_400_000 + 1;
}

const never = lastDay * 9;

/** Yearly checks told on the last days of each year after an answer, until they leave. */
function yearly(told: number, left: number, early: number): Asked[] {
  const next = lateFrom(told) - 1 - early;
  return next >= left ? [] : [{ begun: next - 4, told: next }, ...yearly(next, left, early)];
}

type Drawn = {
  readonly hired: number;
  readonly left: number;
  readonly wait: number;
  readonly early: number;
  readonly middle: number;
};

// One way of living through three years each. `middle` is a day after the first answer and within its year.
const ways: Readonly<Record<string, (drawn: Drawn) => Omit<Life, 'hired' | 'left'>>> = {
  careful: ({ hired, left, early }) => ({
    checks: [{ begun: hired - 9, told: hired - 2 }, ...yearly(hired - 2, left, early)],
    planted: [],
  }),
  neverAsked: ({ hired, left }) => ({ checks: [], planted: [{ kind: 'without_check', from: hired, until: left }] }),
  refused: ({ hired, left }) => ({
    checks: [{ begun: hired - 5, told: never, stands: 'CONSENT_REFUSED' }],
    planted: [{ kind: 'without_check', from: hired, until: left }],
  }),
  leftLying: ({ hired, left, wait }) => ({
    checks: [{ begun: hired - wait, told: never, stands: 'CONSENTED' }],
    planted: [
      { kind: 'without_check', from: leftFrom(hired - wait), until: left },
      { kind: 'started_before_result', from: hired, until: left },
    ],
  }),
  refusedRecheck: ({ hired, left, middle }) => ({
    checks: [
      { begun: hired - 9, told: hired - 2 },
      { begun: middle, told: never, stands: 'WITHDRAWN' },
    ],
    planted: [
      { kind: 'recheck_refused', from: middle, until: left },
      { kind: 'recheck_overdue', from: lateFrom(hired - 2), until: left },
    ],
  }),
  askedAfterwards: ({ hired, left, wait, early }) => ({
    checks: [{ begun: hired + wait, told: hired + wait + 6 }, ...yearly(hired + wait + 6, left, early)],
    planted: [
      { kind: 'without_check', from: hired, until: hired + wait },
      { kind: 'started_before_result', from: hired + wait, until: left },
      { kind: 'check_unanswered', from: leftFrom(hired + wait), until: hired + wait + 6 },
    ],
  }),
  startedEarly: ({ hired, left, wait, early }) => ({
    checks: [{ begun: hired - 3, told: hired + wait }, ...yearly(hired + wait, left, early)],
    planted: [
      { kind: 'started_before_result', from: hired, until: left },
      { kind: 'check_unanswered', from: leftFrom(hired - 3), until: hired + wait },
    ],
  }),
  lapsed: ({ hired, left, wait, early }) => {
    const late = lateFrom(hired - 2);
    return {
      checks: [
        { begun: hired - 9, told: hired - 2 },
        { begun: late + wait - 3, told: late + wait },
        ...yearly(late + wait, left, early),
      ],
      planted: [{ kind: 'recheck_overdue', from: late, until: late + wait }],
    };
  },
  convicted: ({ hired, left, middle }) => ({
    checks: [
      { begun: hired - 9, told: hired - 2 },
      { begun: middle - 4, told: middle, outcome: 'record_found' },
    ],
    planted: [{ kind: 'kept_despite_record', from: middle, until: left }],
  }),
  prohibited: ({ hired, left, middle, wait, early }) => ({
    barred: { from: middle, until: middle + wait * 5 },
    checks: [{ begun: hired - 9, told: hired - 2 }, ...yearly(hired - 2, left, early)],
    planted: [{ kind: 'placed_despite_prohibition', from: middle, until: middle + wait * 5 }],
  }),
  renamed: ({ hired, left, middle, wait, early }) => ({
    renamed: middle,
    checks: [
      { begun: hired - 9, told: hired - 2 },
      { begun: middle, told: middle + wait },
      ...yearly(middle + wait, left, early),
    ],
    planted: [{ kind: 'identity_changed', from: middle, until: middle + wait }],
  }),
  recalled: ({ hired, left, middle, wait, early }) => ({
    checks: [
      { begun: hired - 9, told: hired - 2, voidFrom: middle },
      { begun: middle + 1, told: middle + wait + 1 },
      ...yearly(middle + wait + 1, left, early),
    ],
    planted: [{ kind: 'without_check', from: middle, until: middle + wait + 1 }],
  }),
};

const aLife = fc
  .record({
    way: fc.constantFrom(...Object.keys(ways)),
    hired: fc.integer({ min: 0, max: 900 }),
    stays: fc.integer({ min: 1, max: 1400 }),
    wait: fc.integer({ min: 1, max: 60 }),
    early: fc.integer({ min: 0, max: 59 }),
    middle: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ way, hired, stays, wait, early, middle }): Life => {
    const left = hired + stays;
    const lived = ways[way]?.({ hired, left, wait, early, middle: hired + middle });
    if (lived === undefined) throw new Error(`nobody lives like ${way}`);
    return { ...lived, hired, left };
  });

/** What the roster and the checks say of a life on one day: nothing that comes later. */
function factsOn(life: Life, id: number, day: number): EmploymentFacts {
  return {
    employmentId: String(id),
    unitType: 'kindergarten',
    postClass: 'catering',
    fromDate: addDays(firstDay, life.hired),
    untilDate: life.left <= day ? addDays(firstDay, life.left - 1) : null,
    changedAt: instant(life.renamed ?? life.hired),
    endedAt: life.left <= day ? instant(life.left) : null,
    checks: life.checks.filter(({ begun }) => begun <= day).map((asked, place) => checkOn(life, asked, place, day)),
    monitoring: 'watched',
    prohibitions: life.barred === undefined || life.barred.from > day ? [] : [orderOf(life.barred)],
  };
}

function orderOf({ from, until }: NonNullable<Life['barred']>): ToldProhibition {
  const [beginsOn, endsOn] = [addDays(firstDay, from), addDays(firstDay, until - 1)];
  return { id: 'order', postClasses: null, beginsOn, endsOn, toldAt: instant(from), isSure: true };
}

function checkOn({ renamed }: Life, asked: Asked, place: number, day: number): CheckFacts {
  const isTold = asked.told <= day;
  const isVoid = asked.voidFrom !== undefined && asked.voidFrom <= day;
  const isOfOldName = renamed !== undefined && asked.begun < renamed && renamed <= day;
  return {
    inquiryId: String(place),
    purpose: place === 0 ? 'hire' : 'annual',
    postClass: 'catering',
    state: asked.stands ?? (isVoid ? 'RECALLED' : isTold ? 'SETTLED' : 'ASKING'),
    begunAt: instant(asked.begun),
    changedAt: instant(asked.begun),
    stepAt: instant(asked.begun),
    releasedAt: isTold ? instant(asked.told) : null,
    outcome: isTold ? (asked.outcome ?? 'no_record') : null,
    settlement: null,
    sameIdentity: !isOfOldName,
  };
}

type Unit = { readonly lives: readonly Life[]; readonly unseen: number; readonly isAsked: boolean };

function found({ lives, unseen, isAsked }: Unit, day: number): Gap[] {
  const now = new Date(instant(day).getTime() + 3_600_000);
  const known = lives.flatMap((life, id) => (life.hired - 10 <= day ? [factsOn(life, id, day)] : []));
  const atWork = lives.filter(({ hired, left }) => hired <= day && day < left).length;
  const roster: RosterFacts = {
    unitId: 'unit',
    since: instant(-1),
    lookedAt: now,
    roster: {
      holding: [{ held: [{ postClass: 'catering', form: 'contract' }], people: atWork }],
      people: known.filter(({ endedAt }) => endedAt === null).length,
      atWork,
      byPostClass: new Map([['catering', atWork]]),
    },
    expected: [
      { source: 'social_insurance', postClass: 'catering', headcount: atWork + unseen, asOf: addDays(firstDay, day) },
    ],
    emptyPosts: isAsked ? [{ question: 'security', postClass: 'security', isAnswered: false }] : [],
  };
  // What only stays open where it was is proved beside the course of a gap.
  return [
    ...known.flatMap((facts) => gapsOfEmployment(facts, law, now)).filter(({ opens }) => opens),
    ...gapsOfRoster(law.pack, roster),
  ];
}

function plantedOn({ lives, unseen, isAsked }: Unit, day: number): string[] {
  const hasRoster = lives.some(({ hired, left }) => hired - 10 <= day && day < left);
  const empty = isAsked ? ['nobody_in_post'] : [];
  const ofUnit = !hasRoster ? ['no_roster'] : [...empty, ...(unseen > 0 ? [`short_of_headcount ${unseen}`] : [])];
  const ofPeople = lives.flatMap(({ hired, left, planted }, id) =>
    planted
      .filter(({ from, until }) => Math.max(from, hired) <= day && day < Math.min(until, left))
      .map(({ kind }) => `${kind} ${id}`),
  );
  return [...ofUnit, ...ofPeople].sort();
}

const inWords = ({ kind, employmentId, missing }: Gap): string =>
  [kind, employmentId, missing].filter((part) => part !== null).join(' ');

it('finds every gap that was put into three years, on its days, and reports nothing else', () => {
  const kindsSeen = new Set<string>();
  const aUnit = fc.record({
    lives: fc.array(aLife, { maxLength: 12 }),
    unseen: fc.constantFrom(0, 0, 3),
    isAsked: fc.boolean(),
  });
  fc.assert(
    fc.property(aUnit, fc.array(fc.integer({ min: 0, max: lastDay }), { minLength: 6, maxLength: 6 }), (unit, days) => {
      for (const day of days) {
        const planted = plantedOn(unit, day);
        const gaps = found(unit, day);
        expect(gaps.map(inWords).sort(), `day ${day}`).toEqual(planted);
        expect(new Set(gaps.map(({ key }) => key)).size).toBe(gaps.length);
        for (const { kind } of gaps) kindsSeen.add(kind);
      }
    }),
    { numRuns: 150, seed: 20_261_126 },
  );
  expect([...kindsSeen].sort()).toEqual(pack.gapKinds.map(({ id }) => id).sort());
});
