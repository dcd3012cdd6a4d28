import type { ExpectedHeadcount, UnitRoster, Words } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import type { Organisation } from '../doors.js';
import {
  isStale,
  type PostAnswerFacts,
  rosterCounts,
  shortOf,
  spokenWords,
  stateOf,
  titleOf,
} from '../rules/headcount.js';
import type { HeadCount } from '../store/employment-store.js';
import type { ExpectedRow } from '../store/headcount-store.js';
import type { PostAnswerRow } from '../store/post-answer-store.js';

/** Where the roster of a unit stands. */
export function unitRoster(
  pack: LawPack,
  unit: Organisation,
  called: Words,
  counts: readonly HeadCount[],
  expected: readonly ExpectedRow[],
  { answers, today }: { readonly answers: readonly PostAnswerRow[]; readonly today: string },
): UnitRoster {
  const own = counts.filter(({ unitId }) => unitId === unit.id);
  const byPostClass = own.flatMap(({ postClass, people }) => (postClass === null ? [] : [{ postClass, people }]));
  const roster = rosterCounts(own);
  const ofUnit = expected.filter(({ unitId }) => unitId === unit.id);
  const findings = shortOf(pack, unit.unitType ?? '', ofUnit, roster, answersOf(unit.id, answers), today);
  return {
    id: unit.id,
    unit: called,
    people: roster.people,
    byPostClass: byPostClass
      .map((one) => ({ ...one, title: titleOf(pack.postClasses, one.postClass) }))
      .sort((one, other) => other.people - one.people),
    state: stateOf(findings),
    findings,
  };
}

/** What a unit answered about empty posts, as rules read it. */
export function answersOf(unitId: string, answers: readonly PostAnswerRow[]): PostAnswerFacts[] {
  return answers
    .filter((one) => one.unitId === unitId)
    .map(({ question, verdict, holdsUntil }) => ({ question, verdict, holdsUntil }));
}

/** What a source says, in the words of the law pack, and whether that is too old today. */
export function expectedView(
  pack: LawPack,
  { source, postClass, headcount, asOf }: Pick<ExpectedRow, 'source' | 'postClass' | 'headcount' | 'asOf'>,
  today: string,
): ExpectedHeadcount {
  return {
    source: { id: source, title: titleOf(pack.headcountSources, source) },
    postClass: postClass === null ? null : { id: postClass, title: titleOf(pack.postClasses, postClass) },
    whom: spokenWords(pack, { source, postClass }) ?? null,
    headcount,
    asOf,
    isStale: isStale(pack, { source, asOf }, today),
  };
}
