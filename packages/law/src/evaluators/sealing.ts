import { type CivilDate, civilDateAt } from '../civil-date.js';
import type { RecordFacts } from '../facts.js';
import type { LawPack } from '../pack/schema.js';
import { dayAgeIsReached } from './age.js';
import { type LawSettings, packDefaults, type Reason, reasonOf, rulesInForce } from './rule.js';

type AbsoluteRule = LawPack['absoluteSealing'][number];
type Sentence = NonNullable<RecordFacts['sentence']>;

/** Yes, no, or the facts do not say. */
type Answer = 'yes' | 'no' | 'unknown';

/**
 * Whether a record is sealed. `undecided`: facts are missing and one reading would seal it absolutely, so a person
 * must look and until then it is never told.
 */
export interface SealingDecision {
  sealing: 'none' | 'absolute' | 'restricted' | 'undecided';
  reasons: Reason[];
}

/**
 * The sealing class of a record on a day (Criminal Procedure Law art. 286 and its 2022 measures; Juvenile Delinquency
 * Prevention Law art. 59; Public Security Administration Punishments Law 2025 art. 136). `at` is the moment of showing,
 * also when an earlier state is shown: a record sealed since is absent from every past view.
 */
export function sealing(
  pack: LawPack,
  facts: RecordFacts,
  at: Date,
  settings: LawSettings = packDefaults,
): SealingDecision {
  const today = civilDateAt(at);
  const notes = pack.sealingNotes;
  const lifted = facts.sealingLiftedOn !== null && facts.sealingLiftedOn <= today;
  if (!lifted && facts.sealedOn !== null && facts.sealedOn <= today) {
    return { sealing: 'absolute', reasons: [reasonOf(notes.byDecision)] };
  }
  const absolute = lifted ? [] : absoluteAnswers(pack, facts, today, settings);
  const sealedBy = absolute.filter(({ answer }) => answer === 'yes');
  if (sealedBy.length > 0) return { sealing: 'absolute', reasons: sealedBy.map(({ rule }) => reasonOf(rule)) };
  const openRules = absolute.filter(({ answer }) => answer === 'unknown');
  if (openRules.length > 0) {
    return { sealing: 'undecided', reasons: [notes.undecided, ...openRules.map(({ rule }) => rule)].map(reasonOf) };
  }
  const restricted = restrictedRules(pack, facts, at, settings);
  if (restricted.length > 0) return { sealing: 'restricted', reasons: restricted.map(reasonOf) };
  return { sealing: 'none', reasons: [reasonOf(lifted ? notes.lifted : notes.none)] };
}

/** The rules that put a record into the restricted class. */
export function restrictedRules(pack: LawPack, facts: RecordFacts, at: Date, settings: LawSettings) {
  return rulesInForce(pack, pack.restrictedSealing, civilDateAt(at), settings).filter(
    (rule) =>
      rule.kinds.includes(facts.kind) &&
      rule.decidingBodies.includes(facts.decidingBody) &&
      (rule.decidedFrom === null || facts.decisionDate >= rule.decidedFrom),
  );
}

function absoluteAnswers(pack: LawPack, facts: RecordFacts, today: CivilDate, settings: LawSettings) {
  return rulesInForce(pack, pack.absoluteSealing, today, settings)
    .filter((rule) => rule.kinds.includes(facts.kind))
    .map((rule) => ({ rule, answer: both(actsBelowAge(pack, rule, facts), sentenceWithin(rule, facts)) }));
}

function both(left: Answer, right: Answer): Answer {
  if (left === 'no' || right === 'no') return 'no';
  return left === 'yes' && right === 'yes' ? 'yes' : 'unknown';
}

/** Where acts lie on both sides of the age, the main acts decide (2022 measures on sealing juvenile records). */
function actsBelowAge(pack: LawPack, rule: AbsoluteRule, facts: RecordFacts): Answer {
  if (facts.birthDate === null) return 'unknown';
  const ofAge = dayAgeIsReached(pack, facts.birthDate, rule.actsBelowAge);
  if (facts.acts.length === 0) return facts.decisionDate < ofAge ? 'yes' : 'unknown';
  const all = facts.acts.map((act) => sideOf(act, ofAge));
  const overall = agreement(all);
  if (overall !== 'unknown') return overall;
  return agreement(facts.acts.filter((act) => act.main).map((act) => sideOf(act, ofAge)));
}

function sideOf(act: RecordFacts['acts'][number], ofAge: CivilDate): Answer {
  if ((act.to ?? act.from) < ofAge) return 'yes';
  return act.from >= ofAge ? 'no' : 'unknown';
}

function agreement(answers: readonly Answer[]): Answer {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : 'unknown';
}

/** "Not more than" includes the number itself (Criminal Law art. 99). */
function sentenceWithin(rule: AbsoluteRule, facts: RecordFacts): Answer {
  const limit = rule.maximumSentenceMonths;
  if (limit === null) return 'yes';
  if (facts.sentence !== null) {
    const known = oneSentenceWithin(rule, facts.sentence, limit);
    if (known !== 'unknown') return known;
  }
  return combinedSentenceWithin(rule, facts.separateSentences, limit);
}

function oneSentenceWithin(rule: AbsoluteRule, sentence: Sentence, limit: number): Answer {
  if (rule.lighterSentences.includes(sentence.kind)) return 'yes';
  if (sentence.kind !== 'fixed_term') return 'no';
  if (sentence.months === null) return 'unknown';
  return sentence.months <= limit ? 'yes' : 'no';
}

/**
 * The term to be served lies between the longest of the separate terms and their sum (Criminal Law art. 69), which
 * often decides even where the record does not state it.
 */
function combinedSentenceWithin(rule: AbsoluteRule, sentences: readonly Sentence[], limit: number): Answer {
  if (sentences.length === 0) return 'unknown';
  const answers = sentences.map((sentence) => oneSentenceWithin(rule, sentence, limit));
  if (answers.includes('no')) return 'no';
  if (answers.includes('unknown')) return 'unknown';
  const sum = sentences.reduce((total, sentence) => total + (sentence.months ?? 0), 0);
  return sum <= limit ? 'yes' : 'unknown';
}
