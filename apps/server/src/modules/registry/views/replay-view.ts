import type { AnswerReplay, ReplayDifference } from '@gatehouse/contract';
import { maskDocumentNumber, ruleVersion } from '@gatehouse/matching';
import type { AnswerToday } from '../actions/answer-today.js';
import type { ReplayedComparison, ReplayedSides } from '../actions/replay-answer.js';
import type { OpenedHistory } from '../actions/replay-history.js';
import type { RegistryLaw } from '../law.js';
import type { Registry } from '../registry.js';
import { neededSources } from '../rules/answer.js';
import { sourceState } from '../rules/freshness.js';
import { isTold, type Known, type ToldRecord } from '../rules/replay.js';
import type { Ask } from '../store/ask-store.js';
import type { Source } from '../store/source-store.js';
import { askedWords } from './asked-view.js';
import { identityAskedWords, reasonWords } from './comparison-view.js';

type Replay = {
  readonly ask: Ask;
  readonly history: OpenedHistory;
  readonly comparisons: readonly ReplayedComparison[];
  readonly moment: Date;
  /** The law of the answer: that of today where the pack of then is not kept. */
  readonly lawThen: RegistryLaw;
  readonly now: Date;
  readonly restedOn: readonly string[];
  readonly today: AnswerToday;
  readonly sourcesThen: readonly Source[];
  readonly sourcesNow: readonly Source[];
  readonly lookedAgain: readonly { readonly receivedAt: Date; readonly outcome: string | null }[];
};

type DocumentShown = AnswerReplay['asked']['documents'][number];
type SourceShown = AnswerReplay['then']['sources'][number];

/** An answer as it was given, beside what would be answered now. Only what may be shown now is handed in. */
export function replayView({ law }: Registry, replay: Replay): AnswerReplay {
  const { ask, comparisons, moment, now, today } = replay;
  const labels = ask.outcome === 'record_found' ? labelsThen(replay) : [];
  const lawNow = { id: law.pack.id, version: law.pack.version, hash: law.hash };
  const { ruleVersion: rulesThen = null, ...packThen } = ask.answeredUnder ?? {};
  const underThen = ask.answeredUnder === null ? null : (packThen as typeof lawNow);
  const differences = [
    ...comparisons.flatMap((one) => one.differences),
    ...(underThen !== null && underThen.hash !== law.hash ? (['law-changed'] as const) : []),
    ...(rulesThen !== null && rulesThen !== ruleVersion ? (['rules-changed'] as const) : []),
  ];
  const isFound = labels.length > 0;
  const shownSources = (by: RegistryLaw, sources: readonly Source[], at: Date) =>
    neededSources(by, ask.terms, sources, at).map((source) => sourceShown(by, source, at));
  return {
    asked: { ...askedShown(ask), ...askedWords(law, ask.terms) },
    then: {
      ...{ at: moment.toISOString(), outcome: isFound ? 'record_found' : 'no_record', labels: [...labels] },
      ...{ lawPack: underThen, isPackKept: underThen?.hash === replay.lawThen.hash, ruleVersion: rulesThen },
      sources: shownSources(replay.lawThen, replay.sourcesThen, moment),
    },
    now: {
      ...{ at: now.toISOString(), outcome: today.outcome, labels: [...today.labels], uncompared: today.uncompared },
      ...{ lawPack: lawNow, ruleVersion, sources: shownSources(law, replay.sourcesNow, now) },
    },
    comparisons: comparisons.map((one) => comparisonShown(replay.history, one)),
    // Only what was found is looked at again: without the finding there was none.
    lookedAgain: isFound
      ? replay.lookedAgain.map(({ receivedAt, outcome }) => ({
          askedAt: receivedAt.toISOString(),
          outcome: outcome as AnswerReplay['lookedAgain'][number]['outcome'],
        }))
      : [],
    recalledAt: isRecallExplained(ask, differences) ? (ask.recalledAt?.toISOString() ?? null) : null,
    differences: [...new Set(differences)],
  };
}

/** The labels that the answer could tell by what may be shown of what it rested on. */
function labelsThen({ comparisons, restedOn }: Replay): string[] {
  const found = comparisons.filter(({ comparison }) => comparison.ending === 'same_person');
  const rested = found.flatMap(({ records, screening }) => {
    const kept = records.filter(({ recordId }) => restedOn.includes(recordId));
    // Answers of before grounds were kept have their comparison alone.
    return kept.length > 0 ? kept : records.filter(({ recordId }) => screening.recordIds.includes(recordId));
  });
  const told = rested.flatMap(({ then }) => (then !== undefined && isTold(then) ? then.labels : []));
  return [...new Set(told)].sort();
}

/**
 * Whether what may be shown explains that an answer was recalled. A *no record* is recalled after a correction alone; a *record found* also
 * because it was sealed, of which nothing may tell.
 */
function isRecallExplained(ask: Ask, differences: readonly ReplayDifference[]): boolean {
  const ofLaw: readonly ReplayDifference[] = ['law-changed', 'rules-changed'];
  return ask.outcome === 'no_record' || differences.some((one) => !ofLaw.includes(one) && one !== 'record-new');
}

function askedShown({ id, askedBy, terms, person, receivedAt }: Ask) {
  return {
    ...{ askId: id, askedBy, urgent: terms.urgent },
    askedAt: receivedAt.toISOString(),
    name: person.name,
    formerNames: [...person.formerNames],
    documents: person.documents.map(masked),
    identityProof: identityAskedWords(terms.identityProof),
  };
}

function masked({ type, number }: { readonly type: string; readonly number: string }): DocumentShown {
  return { type: type as DocumentShown['type'], masked: maskDocumentNumber(number) };
}

function sourceShown({ pack }: Registry['law'], source: Source, at: Date): SourceShown {
  const { nameEn, nameZh, lastReceivedAt, declaredAt } = source;
  return {
    ...{ nameEn, nameZh, knownUpTo: (lastReceivedAt ?? declaredAt).toISOString() },
    silentSince: sourceState(pack, source, at).silentSince?.toISOString() ?? null,
  };
}

function comparisonShown(history: OpenedHistory, one: ReplayedComparison): AnswerReplay['comparisons'][number] {
  return {
    comparisonId: one.comparison.id,
    ending: one.comparison.ending,
    evidence: reasonWords(one.evidence),
    // In whose words a reason was given nobody can say whether they speak of what is sealed now: turn, finding and time alone.
    opinions: one.opinions.map(({ stage, ending, at }) => ({ stage, ending, at: at.toISOString() })),
    then: identityShown(history, one.then),
    now: identityShown(history, one.now),
    records: one.records.flatMap((record) => recordShown(history, record) ?? []),
    differences: [...one.differences],
  };
}

/** By what somebody was compared: names and numbers that were stated by what may be shown. */
function identityShown({ personsEver }: OpenedHistory, { together, factIds }: Known) {
  const parts = together.flatMap((id) => personsEver.get(id) ?? []);
  const names = parts.flatMap((part) => part.names.filter(({ id }) => factIds.has(id)).map(({ name }) => name));
  const documents = parts.flatMap((part) => part.documents.filter(({ id }) => factIds.has(id)));
  return { names: [...new Set(names)], documents: documents.map(masked) };
}

function recordShown(
  { rows, sources, persons }: OpenedHistory,
  { recordId, then, now, differences }: ReplayedSides,
): AnswerReplay['comparisons'][number]['records'][number] | undefined {
  const row = rows.find(({ id }) => id === recordId);
  const source = row && sources.get(row.sourceId);
  const person = row && persons.get(row.personId);
  if (row === undefined || source === undefined || person === undefined) return undefined;
  return {
    id: recordId,
    source: {
      nameEn: source.nameEn,
      nameZh: source.nameZh,
      reference: person.sealer.open('record.reference', row.id, row.referenceSealed),
    },
    then: then === undefined ? null : sideShown(then),
    now: now === undefined ? null : sideShown(now),
    differences: [...differences],
  };
}

function sideShown({ state, version, labels, decision }: ToldRecord) {
  return { state, version, labels: [...labels], decision };
}
