import { filledWords, type RosterFinding, type UnitRoster, type Words } from '@gatehouse/contract';
import { addDays, type CivilDate, type LawPack } from '@gatehouse/law';
import words from './headcount-words.json' with { type: 'json' };

/** What a source outside the unit says, as of a day; `postClass` null: of everybody whom the source speaks of. */
export type Expectation = {
  readonly source: string;
  readonly postClass: string | null;
  readonly headcount: number;
  readonly asOf: CivilDate;
};

/** A post that somebody holds at work, and in which form of employment. */
export type HeldPost = { readonly postClass: string; readonly form: string };

/** How many people at work hold exactly these posts. */
export type PeopleHolding = { readonly held: readonly HeldPost[]; readonly people: number };

/** What a unit answered about a post in which nobody is, and what its authority made of it. */
export type PostAnswerFacts = {
  readonly question: string;
  readonly verdict: 'accepted' | 'asked_again' | null;
  readonly holdsUntil: string | null;
};

/** Who is on a roster, in people: one who holds two posts is one. */
export type RosterCounts = {
  /** Everybody who has not left, also those who have yet to begin. */
  readonly people: number;
  /** Those at work today, whom a source outside the unit can count; in all and by post class. */
  readonly atWork: number;
  readonly byPostClass: ReadonlyMap<string, number>;
  /** The same people at work by all that each of them holds, so that any choice of posts and forms counts each once. */
  readonly holding: readonly PeopleHolding[];
};

/** What a source counts beyond the people at work by the roster. */
export type Missing = { readonly found: number; readonly missing: number };

/** Whom a count speaks of: the forms of employment and the posts; undefined: all of them. */
type Spoken = { readonly forms: readonly string[] | undefined; readonly posts: readonly string[] | undefined };

function spokenOf(
  { headcountSources }: LawPack,
  { source, postClass }: Pick<Expectation, 'source' | 'postClass'>,
): Spoken {
  const known = headcountSources.find(({ id }) => id === source);
  return { forms: known?.employmentForms, posts: postClass === null ? known?.postClasses : [postClass] };
}

/** People at work whom a count speaks of: outsourced guards are no answer to a source that counts those whom the unit employs. */
function atWorkOf({ holding }: RosterCounts, { forms, posts }: Spoken): number {
  return holding
    .filter(({ held }) =>
      held.some(({ postClass, form }) => (posts?.includes(postClass) ?? true) && (forms?.includes(form) ?? true)),
    )
    .reduce((sum, { people }) => sum + people, 0);
}

/**
 * Where sources outside the unit count more people at work than its roster has of those whom they speak of, most missing first; of several
 * sources that speak of the same people the one that counts most. What the list of units says of a roster and what becomes a gap both come
 * from here.
 */
export function missingFrom<One extends Pick<Expectation, 'source' | 'postClass' | 'headcount'>>(
  pack: LawPack,
  expected: readonly One[],
  roster: RosterCounts,
): (One & Missing)[] {
  return mostOfEach(pack, expected)
    .map((one) => {
      const found = atWorkOf(roster, spokenOf(pack, one));
      return { ...one, found, missing: one.headcount - found };
    })
    .filter(({ missing }) => missing > 0)
    .sort((one, other) => other.missing - one.missing);
}

/** The counts of one unit, as the store gives them by post class and, under null, in all. */
export function rosterCounts(
  counts: readonly {
    readonly postClass: string | null;
    readonly people: number;
    readonly atWork: number;
    readonly holding: readonly PeopleHolding[];
  }[],
): RosterCounts {
  const all = counts.find(({ postClass }) => postClass === null);
  return {
    people: all?.people ?? 0,
    atWork: all?.atWork ?? 0,
    holding: all?.holding ?? [],
    byPostClass: new Map(
      counts.flatMap(({ postClass, atWork }): [string, number][] => (postClass === null ? [] : [[postClass, atWork]])),
    ),
  };
}

/**
 * What a roster lacks, the worst first: nobody at all, fewer people at work than a source counts, posts that a unit of this type is
 * asked about because nobody is at work in them, and no answer that its authority accepted holds today, and sources whose last count is too old
 * to say that nobody is missing.
 */
export function shortOf(
  pack: LawPack,
  unitType: string,
  expected: readonly Expectation[],
  roster: RosterCounts,
  answers: readonly PostAnswerFacts[] = [],
  today = '',
): RosterFinding[] {
  if (roster.people === 0) return [noRoster(pack, expected)];
  const short = missingFrom(pack, expected, roster).map((one) => shortBy(pack, one));
  const asked = openQuestions(pack, unitType, roster, answers, today).map(
    ({ question: { id, words: question }, answer }): RosterFinding => {
      const answered = answer === undefined ? undefined : answer.verdict === null ? 'waiting' : 'asked_again';
      const about = { kind: 'nobody_in', words: question, missing: 0, question: id } as const;
      return { ...about, ...(answered === undefined ? {} : { answered }) };
    },
  );
  return [...short, ...asked, ...staleCounts(pack, expected, today)];
}

/** The questions of the pack about posts in which nobody is, whether they were answered or not. */
export function questionsAsked(pack: LawPack, unitType: string, roster: RosterCounts): LawPack['postQuestions'] {
  return pack.postQuestions
    .filter(({ unitTypes }) => unitTypes?.includes(unitType) ?? true)
    .filter(({ postClasses }) => postClasses.every((id) => (roster.byPostClass.get(id) ?? 0) === 0));
}

/** A post in which nobody is and that the unit is asked about; whether an answer of the unit waits to be judged. */
export type EmptyPost = { readonly question: string; readonly postClass: string | null; readonly isAnswered: boolean };

/** The empty posts that no answer has settled: asked of the unit, or answered and the authority's to judge. */
export function emptyPosts(
  pack: LawPack,
  unitType: string,
  roster: RosterCounts,
  answers: readonly PostAnswerFacts[],
  today: string,
): EmptyPost[] {
  return openQuestions(pack, unitType, roster, answers, today).map(({ question: { id, postClasses }, answer }) => ({
    question: id,
    postClass: postClasses[0] ?? null,
    isAnswered: answer?.verdict === null,
  }));
}

type OpenQuestion = {
  readonly question: LawPack['postQuestions'][number];
  readonly answer: PostAnswerFacts | undefined;
};

function openQuestions(
  pack: LawPack,
  unitType: string,
  roster: RosterCounts,
  answers: readonly PostAnswerFacts[],
  today: string,
): OpenQuestion[] {
  return questionsAsked(pack, unitType, roster)
    .map((question) => ({ question, answer: answers.find((one) => one.question === question.id) }))
    .filter(({ answer }) => !isSettled(answer, today));
}

/** An answer quiets its question once the authority has accepted it, and until its day; then it is asked again. */
function isSettled(answer: PostAnswerFacts | undefined, today: string): boolean {
  return answer?.verdict === 'accepted' && answer.holdsUntil !== null && today <= answer.holdsUntil;
}

/** How a unit stands by what its roster lacks. */
export function stateOf(findings: readonly RosterFinding[]): UnitRoster['state'] {
  if (findings.length === 0) return 'whole';
  return findings.some(({ kind }) => kind === 'no_roster' || kind === 'short') ? 'lacking' : 'asked';
}

/** What orders units, the larger the worse: no roster, then the most people missing, then the most to say. */
export type UnitOrder = { readonly lacksAll: boolean; readonly missing: number; readonly findings: number };

/** Where a unit stands among others by what its roster lacks. */
export function orderOf(findings: readonly RosterFinding[]): UnitOrder {
  return {
    lacksAll: findings.some(({ kind }) => kind === 'no_roster'),
    missing: Math.max(0, ...findings.map(({ missing }) => missing)),
    findings: findings.length,
  };
}

function mostOfEach<One extends Pick<Expectation, 'source' | 'postClass' | 'headcount'>>(
  pack: LawPack,
  expected: readonly One[],
): readonly One[] {
  const most = new Map<string, One>();
  for (const one of expected) {
    const { forms, posts } = spokenOf(pack, one);
    const key = JSON.stringify([one.postClass, forms?.toSorted() ?? null, posts?.toSorted() ?? null]);
    if ((most.get(key)?.headcount ?? -1) < one.headcount) most.set(key, one);
  }
  return [...most.values()];
}

/** Whether a count is older than the law pack lets it be relied on. */
export function isStale(
  { headcountSources }: LawPack,
  { source, asOf }: Pick<Expectation, 'source' | 'asOf'>,
  today: CivilDate,
): boolean {
  const known = headcountSources.find(({ id }) => id === source);
  return known !== undefined && addDays(asOf, known.freshDays) < today;
}

/** Sources whose count is too old, each once, by the oldest of what it said. */
function staleCounts(pack: LawPack, expected: readonly Expectation[], today: CivilDate): RosterFinding[] {
  const oldest = new Map<string, CivilDate>();
  for (const one of expected) {
    const known = oldest.get(one.source);
    if (isStale(pack, one, today) && (known === undefined || one.asOf < known)) oldest.set(one.source, one.asOf);
  }
  return [...oldest].map(([source, asOf]) => {
    const parameters = { source: titleOf(pack.headcountSources, source), asOf };
    return { kind: 'stale_count', words: filledWords(words.stale, parameters), missing: 0 };
  });
}

/** Whom a source speaks of, in words; undefined: everybody. */
export function spokenWords(pack: LawPack, one: Pick<Expectation, 'source' | 'postClass'>): Words | undefined {
  const { forms, posts } = spokenOf(pack, one);
  const byPost = posts && listed(posts.map((id) => titleOf(pack.postClasses, id)));
  const byForm = forms && listed(forms.map((id) => titleOf(pack.employmentForms, id)));
  if (byPost === undefined || byForm === undefined) return byPost ?? byForm;
  return { en: `${byPost.en} (${byForm.en})`, zh: `${byPost.zh}（${byForm.zh}）` };
}

function listed(titles: readonly Words[]): Words {
  return { en: titles.map(({ en }) => en).join(', '), zh: titles.map(({ zh }) => zh).join('、') };
}

function noRoster(pack: LawPack, expected: readonly Expectation[]): RosterFinding {
  const [most] = [...expected].sort((one, other) => other.headcount - one.headcount);
  if (most === undefined || most.headcount === 0) return { kind: 'no_roster', words: words['no-roster'], missing: 0 };
  const parameters = { source: titleOf(pack.headcountSources, most.source), expected: most.headcount };
  return { kind: 'no_roster', words: filledWords(words['no-roster-of'], parameters), missing: most.headcount };
}

function shortBy(
  pack: LawPack,
  { source, postClass, headcount, found, missing }: Expectation & Missing,
): RosterFinding {
  const parameters = { missing, found, expected: headcount, source: titleOf(pack.headcountSources, source) };
  const whom = spokenWords(pack, { source, postClass });
  const text =
    whom === undefined
      ? filledWords(words.short, parameters)
      : filledWords(words['short-in'], { ...parameters, post: whom });
  return { kind: 'short', words: text, missing };
}

/** The title of an entry of the law pack; of one that is gone, its id. */
export function titleOf(entries: readonly { readonly id: string; readonly title: Words }[], id: string): Words {
  return entries.find((entry) => entry.id === id)?.title ?? { en: id, zh: id };
}
