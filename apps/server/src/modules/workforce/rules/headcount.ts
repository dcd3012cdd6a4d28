import { filledWords, type RosterFinding, type UnitRoster, type Words } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import words from './headcount-words.json' with { type: 'json' };

/** What a source outside the unit says; `postClass` null: of the whole staff. */
export type Expectation = { readonly source: string; readonly postClass: string | null; readonly headcount: number };

/** What a unit answered about a post in which nobody is, and what its authority made of it. */
export type PostAnswerFacts = {
  readonly question: string;
  readonly verdict: 'accepted' | 'asked_again' | null;
  readonly holdsUntil: string | null;
};

/** Who is on a roster, in counts. */
export type RosterCounts = { readonly people: number; readonly byPostClass: ReadonlyMap<string, number> };

/**
 * What a roster lacks, the worst first: nobody at all, fewer people than a source says in all or in a post class (of several
 * sources the one that says most), posts that a unit of this type is asked about because nobody is in them.
 */
export function shortOf(
  pack: LawPack,
  unitType: string,
  expected: readonly Expectation[],
  roster: RosterCounts,
  answers: readonly PostAnswerFacts[] = [],
  today = '',
): RosterFinding[] {
  const most = [...mostByPost(expected).values()];
  if (roster.people === 0) return [noRoster(pack, most)];
  const short = most.flatMap((one) => {
    const found = one.postClass === null ? roster.people : (roster.byPostClass.get(one.postClass) ?? 0);
    return found < one.headcount ? [shortBy(pack, one, found)] : [];
  });
  const asked = questionsAsked(pack, unitType, roster).flatMap(({ id, words: question }): RosterFinding[] => {
    const answer = answers.find((one) => one.question === id);
    if (isSettled(answer, today)) return [];
    const answered = answer === undefined ? undefined : answer.verdict === null ? 'waiting' : 'asked_again';
    return [
      { kind: 'nobody_in', words: question, missing: 0, question: id, ...(answered === undefined ? {} : { answered }) },
    ];
  });
  return [...short.sort((one, other) => other.missing - one.missing), ...asked];
}

/** The questions of the pack about posts in which nobody is, whether they were answered or not. */
export function questionsAsked(pack: LawPack, unitType: string, roster: RosterCounts): LawPack['postQuestions'] {
  return pack.postQuestions
    .filter(({ unitTypes }) => unitTypes?.includes(unitType) ?? true)
    .filter(({ postClasses }) => postClasses.every((id) => (roster.byPostClass.get(id) ?? 0) === 0));
}

/** An answer quiets its question once the authority has accepted it, and until its day; then it is asked again. */
function isSettled(answer: PostAnswerFacts | undefined, today: string): boolean {
  return answer?.verdict === 'accepted' && answer.holdsUntil !== null && today <= answer.holdsUntil;
}

/** How a unit stands by what its roster lacks. */
export function stateOf(findings: readonly RosterFinding[]): UnitRoster['state'] {
  if (findings.length === 0) return 'whole';
  return findings.some(({ kind }) => kind !== 'nobody_in') ? 'lacking' : 'asked';
}

/** Orders units: no roster, then the most people missing, then the most questions. */
export function byWorst(one: Pick<UnitRoster, 'findings'>, other: Pick<UnitRoster, 'findings'>): number {
  const [first, second] = [weigh(one.findings), weigh(other.findings)];
  return second.none - first.none || second.missing - first.missing || second.questions - first.questions;
}

function weigh(findings: readonly RosterFinding[]) {
  return {
    none: findings.filter(({ kind }) => kind === 'no_roster').length,
    missing: Math.max(0, ...findings.map(({ missing }) => missing)),
    questions: findings.length,
  };
}

function mostByPost(expected: readonly Expectation[]): ReadonlyMap<string | null, Expectation> {
  const most = new Map<string | null, Expectation>();
  for (const one of expected)
    if ((most.get(one.postClass)?.headcount ?? -1) < one.headcount) most.set(one.postClass, one);
  return most;
}

function noRoster(pack: LawPack, expected: readonly Expectation[]): RosterFinding {
  const [most] = [...expected].sort((one, other) => other.headcount - one.headcount);
  if (most === undefined || most.headcount === 0) return { kind: 'no_roster', words: words['no-roster'], missing: 0 };
  const parameters = { source: titleOf(pack.headcountSources, most.source), expected: most.headcount };
  return { kind: 'no_roster', words: filledWords(words['no-roster-of'], parameters), missing: most.headcount };
}

function shortBy(pack: LawPack, { source, postClass, headcount }: Expectation, found: number): RosterFinding {
  const missing = headcount - found;
  const parameters = { missing, found, expected: headcount, source: titleOf(pack.headcountSources, source) };
  const text =
    postClass === null
      ? filledWords(words.short, parameters)
      : filledWords(words['short-in'], { ...parameters, post: titleOf(pack.postClasses, postClass) });
  return { kind: 'short', words: text, missing };
}

/** The title of an entry of the law pack; of one that is gone, its id. */
export function titleOf(entries: readonly { readonly id: string; readonly title: Words }[], id: string): Words {
  return entries.find((entry) => entry.id === id)?.title ?? { en: id, zh: id };
}
