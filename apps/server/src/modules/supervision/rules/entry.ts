import { type FieldProblem, filledWords, type ProhibitionEntry } from '@gatehouse/contract';
import { type LawPack, prohibitionAgainstMinor } from '@gatehouse/law';
import type { Law } from './order.js';
import words from './problem-words.json' with { type: 'json' };

/** What is wrong with the dates, the regime and the posts of an entry; empty: nothing. The person is checked apart. Pure. */
export function entryProblems(entry: ProhibitionEntry, pack: LawPack, today: string): FieldProblem[] {
  const regime = pack.prohibitionRegimes.find(({ id }) => id === entry.regime);
  if (regime === undefined) return [problem('regime', 'regime-unknown')];
  const { sentence, years, postClasses } = entry;
  const problems = dayProblems(entry, today);
  if (!regime.sentences.includes(sentence)) problems.push(problem('sentence', 'sentence-not-here'));
  if (regime.years === null || regime.years.fewest === regime.years.most) {
    if (years !== undefined) problems.push(problem('years', 'years-not-ordered'));
  } else if (years === undefined || years < regime.years.fewest || years > regime.years.most) {
    problems.push(problem('years', 'years-out-of-range', regime.years));
  }
  if (postClasses !== undefined && !regime.mayBeNarrowed) problems.push(problem('postClasses', 'posts-not-narrowed'));
  if (postClasses?.some((one) => !pack.postClasses.some(({ id }) => id === one)) === true)
    problems.push(problem('postClasses', 'post-unknown'));
  return problems;
}

/**
 * What somebody did before they were of age and what is sealed of it may not be ordered; what has to be known to say so is asked for. A day of birth
 * that nothing tells is asked for too. Pure.
 */
export function minorProblems(
  entry: ProhibitionEntry,
  birthDate: string | null,
  { pack, settings }: Pick<Law, 'pack' | 'settings'>,
  now: Date,
): FieldProblem[] {
  const { deedOn = null, sentenceMonths = null, regime, sentence, effectiveOn } = entry;
  if (!pack.prohibitionRegimes.some(({ id }) => id === regime)) return [];
  if (deedOn !== null && deedOn > effectiveOn) return [problem('deedOn', 'deed-after-effect')];
  if (deedOn !== null && birthDate !== null && deedOn < birthDate) return [problem('deedOn', 'deed-before-birth')];
  const facts = { regime, sentence, effectiveOn, birthDate, deedOn, sentenceMonths };
  switch (prohibitionAgainstMinor(pack, facts, now, settings)) {
    case 'sealed':
      return [{ path: 'deedOn', code: 'sealed-not-ordered', message: pack.prohibitionMinors.words }];
    case 'birth_needed':
      return [problem('person.birthDate', 'birth-needed')];
    case 'deed_needed':
      return [problem('deedOn', 'deed-needed', { age: pack.prohibitionMinors.askDeed.belowAge })];
    case 'months_needed':
      return [problem('sentenceMonths', 'months-needed')];
    case 'may':
      return [];
  }
}

function dayProblems({ effectiveOn, sentenceEndsOn, paroledOn }: ProhibitionEntry, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (effectiveOn > today) problems.push(problem('effectiveOn', 'effect-later'));
  if (sentenceEndsOn !== undefined && sentenceEndsOn < effectiveOn)
    problems.push(problem('sentenceEndsOn', 'end-before-effect'));
  if (paroledOn !== undefined && paroledOn < effectiveOn) problems.push(problem('paroledOn', 'parole-before-effect'));
  if (paroledOn !== undefined && sentenceEndsOn !== undefined && paroledOn > sentenceEndsOn)
    problems.push(problem('paroledOn', 'parole-after-end'));
  return problems;
}

function problem(
  path: string,
  code: keyof typeof words,
  parameters: Readonly<Record<string, number>> = {},
): FieldProblem {
  return { path, code, message: filledWords(words[code], parameters) };
}
