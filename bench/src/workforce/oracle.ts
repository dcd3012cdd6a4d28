import { weekAfter, yearAfter } from './calendar.js';
import type { Check, Life } from './lives.js';

/** What ought to be missing about somebody or at a unit: a kind of the law pack, and about whom. */
export type Missing = { readonly what: string; readonly who: string };

/** How many people a source outside a unit says that it has. */
export type Expected = { readonly headcount: number };

/**
 * What is missing about one person on a day, after everything of that day was done: by what was done at the desks and told by them, in the
 * words of the law, and not by any rule of the product.
 */
export function missingAbout(life: Life, day: number): Missing[] {
  if (life.employmentId === undefined || !isAtWork(life, day)) return [];
  const about = (what: string): Missing => ({ what, who: `person ${life.id}` });
  const told = life.checks.filter((check) => check.told !== undefined);
  const underWay = life.checks.findLast((check) => check.told === undefined && check.refused !== true);
  const early = startedEarly(life, told, underWay !== undefined) ? [about('started_before_result')] : [];
  const answer = told.findLast(
    (check) => check.voided === undefined && (check.identity === life.identity || check.outcome === 'record_found'),
  );
  if (answer?.outcome === 'record_found') return [...early, about('kept_despite_record')];
  if (answer?.told !== undefined) return day > yearAfter(answer.told) ? [...early, about('recheck_overdue')] : early;
  const last = told.at(-1);
  if (last !== undefined)
    return [...early, about(last.identity === life.identity ? 'without_check' : 'identity_changed')];
  return [...early, ...whileUnanswered(life, underWay, day).map(about)];
}

/**
 * Begun is not answered: whoever was at work unasked stays so until the answer, and a school that lets a check lie has not asked. Where the
 * authorities let it lie it is they who are late.
 */
function whileUnanswered({ checks, hired }: Life, underWay: Check | undefined, day: number): string[] {
  if (underWay === undefined || checks.every(({ begun }) => begun === undefined || begun > hired))
    return ['without_check'];
  const { begun = hired, sent, asked } = underWay;
  const isLate = day >= weekAfter(asked ?? sent ?? begun);
  if (!isLate) return [];
  return [sent === undefined ? 'without_check' : 'check_unanswered'];
}

/** Somebody began before the first answer: it came later, or has not come yet. */
function startedEarly({ hired }: Life, told: readonly Check[], underWay: boolean): boolean {
  const [first] = told;
  if (first?.told !== undefined) return hired < first.told;
  return underWay;
}

/** Whether somebody works on a day; the last day is one of work. */
export function isAtWork({ hired, until }: Life, day: number): boolean {
  return hired <= day && (until === undefined || day <= until);
}

/** Posts that every school of the country has. */
const everySchoolHas = ['catering', 'security'];

/** What a roster as a whole lacks: nobody on it, nobody in a post that every school has, or fewer at work than a source counts. */
export function missingAt(
  unit: number,
  counts: { people: number; atWork: number; posts: readonly string[] },
  expected?: Expected,
): Missing[] {
  const who = `unit ${unit}`;
  if (counts.people === 0) return [{ what: 'no_roster', who }];
  const isShort = expected !== undefined && counts.atWork < expected.headcount;
  const empty = everySchoolHas.filter((post) => !counts.posts.includes(post));
  return [
    ...(isShort ? [{ what: 'short_of_headcount', who }] : []),
    ...empty.map((post) => ({ what: 'nobody_in_post', who: `${who} ${post}` })),
  ];
}
