import { addDays, type CivilDate, startOfCivilDate } from '@gatehouse/law';
import type { EmploymentFacts, ToldProhibition } from './facts.js';

type Barred = Pick<EmploymentFacts, 'postClass' | 'prohibitions'>;

const farDay = '9999-12-31';

/**
 * The order that bars somebody from their post on a day: of several the one that ends last, so that the end of another changes nothing.
 * By a document alone nobody is barred.
 */
export function prohibitionOn(facts: Barred, today: CivilDate): ToldProhibition | undefined {
  return aboutPost(facts)
    .filter(({ beginsOn, endsOn }) => beginsOn <= today && (endsOn === null || today <= endsOn))
    .sort((one, other) => lastDay(other).localeCompare(lastDay(one)) || one.id.localeCompare(other.id))[0];
}

/** From when somebody is barred as far as their unit can know: the order holds, and was told. */
export function barredSince({ beginsOn, toldAt }: ToldProhibition): Date {
  const begins = startOfCivilDate(beginsOn);
  return begins > toldAt ? begins : toldAt;
}

/** Days on which an order begins or has ended for a post. */
export function daysOfProhibitions(facts: Barred): CivilDate[] {
  return aboutPost(facts).flatMap(({ beginsOn, endsOn }) => [
    beginsOn,
    ...(endsOn === null ? [] : [addDays(endsOn, 1)]),
  ]);
}

/** Whether an order bars from a post. */
export function isAboutPost({ postClasses }: Pick<ToldProhibition, 'postClasses'>, postClass: string): boolean {
  return postClasses === null || postClasses.includes(postClass);
}

function aboutPost({ postClass, prohibitions }: Barred): ToldProhibition[] {
  return (prohibitions ?? []).filter((order) => order.isSure && isAboutPost(order, postClass));
}

function lastDay({ endsOn }: ToldProhibition): CivilDate {
  return endsOn ?? farDay;
}
