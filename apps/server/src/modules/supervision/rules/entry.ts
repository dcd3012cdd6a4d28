import { type FieldProblem, filledWords, type ProhibitionEntry } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
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
