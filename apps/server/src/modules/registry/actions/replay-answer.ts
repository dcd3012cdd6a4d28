import type { AnswerReplay, ReplayDifference } from '@gatehouse/contract';
import { createIndex, type MatchReason } from '@gatehouse/matching';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { askedEvidence, evidenceOf } from '../matcher/evidence-of.js';
import type { ScreenedCandidate } from '../matcher/protocol.js';
import { lawUnder } from '../law.js';
import type { Registry } from '../registry.js';
import { answerable, reachedLists } from '../rules/answer.js';
import type { ComparisonEnding } from '../rules/comparison.js';
import { personsOf } from '../rules/merge.js';
import {
  answerableFrom,
  identityDifferences,
  isTold,
  type Known,
  recordDifferences,
  sourcesAt,
  type ToldRecord,
} from '../rules/replay.js';
import { type Ask, askStore } from '../store/ask-store.js';
import { type Comparison, comparisonStore, type Opinion, type Screening } from '../store/comparison-store.js';
import { groundStore } from '../store/ground-store.js';
import { replayStore } from '../store/replay-store.js';
import { type Source, sourceStore } from '../store/source-store.js';
import { documentToken } from '../store/tokens.js';
import { replayView } from '../views/replay-view.js';
import type { ReplayLook } from './find-answers.js';
import { answeredToday } from './answer-today.js';
import { loadHistory, type OpenedHistory, type ShownHistory, shownHistory } from './replay-history.js';

/** A record on either side. */
export type ReplayedSides = {
  readonly recordId: string;
  readonly then: ToldRecord | undefined;
  readonly now: ToldRecord | undefined;
  readonly differences: readonly ReplayDifference[];
};

/** One person whom people compared, as far as it may be shown now. */
export type ReplayedComparison = {
  readonly comparison: Comparison & { readonly ending: ComparisonEnding };
  readonly screening: Screening;
  readonly opinions: readonly Opinion[];
  readonly evidence: readonly MatchReason[];
  readonly then: Known;
  readonly now: Known;
  readonly records: readonly ReplayedSides[];
  readonly differences: readonly ReplayDifference[];
};

/**
 * One answer as it was given, beside what would be answered with what is known now. For the re-check desk alone, under purpose and reference,
 * and for nobody who gave an opinion on it. The law of then is the pack that answered where the node has kept it. Sealing applies at the moment of looking: what is sealed now, and every comparison, answer and
 * recall that only it explains, is on neither side, as if it had never been there.
 * @throws DomainError `not-found`: also where the viewer may not look, or it is being looked at again
 */
export async function replayAnswer(
  registry: Registry,
  viewer: Viewer,
  { askId, purpose, reference }: ReplayLook & { readonly askId: string },
): Promise<AnswerReplay> {
  const { kernel } = registry;
  const accountId = viewer.kind === 'account' ? viewer.accountId : refuse('not-permitted');
  const candidates = await screenedToday(registry, askId);
  return act(kernel, viewer, 'registry.replay-answer', async (context) => {
    const replays = replayStore(context);
    if (!(await replays.mayBegin(askId))) refuse('not-found');
    await replays.begin(askId, accountId);
    const ask = (await askStore(kernel.keys, context).byId(askId)) ?? refuse('not-found');
    await context.record({
      object: { kind: 'registry.ask', id: askId },
      purpose,
      subjects: ask.person.documents.map((document) => documentToken(kernel.keys, document).toString('hex')),
      details: { reference },
    });
    const answeredAt = ask.answeredAt ?? context.now;
    const compared = await comparedFor(context, ask);
    const history = await loadHistory(
      registry,
      context,
      compared.map(({ comparison }) => comparison.personId),
    );
    const lawThen = lawUnder(registry.law, ask.answeredUnder?.hash) ?? registry.law;
    const shown = shownHistory(registry, ask, history, { answeredAt, lawThen, now: context.now });
    const restedOn = (await groundStore(context).ofAsks([askId])).map(({ factId }) => factId);
    const comparisons = compared.flatMap(
      (one) => replayed({ ask, history, shown, restedOn, answeredAt, now: context.now }, one) ?? [],
    );
    const words = await replays.sourceWords(ask.receivedAt, answeredAt);
    const sources = (moment: Date) => sourcesOf(declared, words, moment);
    const declared = await sourceStore(context).all();
    const moment =
      comparisons.length > 0
        ? answeredAt
        : answerableFrom(ask.receivedAt, words, (at) => answerable(lawThen, ask.terms, sources(at), at));
    const today = await answeredToday(registry, context, ask, candidates, comparisons, declared);
    return replayView(registry, {
      ...{ ask, history, comparisons, moment, today, restedOn, lawThen, now: context.now },
      sourcesThen: sources(moment),
      sourcesNow: declared,
      lookedAgain: await replays.lookedAgain(askId),
    });
  });
}

/** What the answering index holds about the person asked about today; in it nothing is that is sealed. None for an answer that is not there. */
async function screenedToday({ kernel, law, matcher }: Registry, askId: string): Promise<readonly ScreenedCandidate[]> {
  const now = kernel.clock.now();
  const question = await withTransaction(kernel.database, systemViewer('matcher'), now, async (transaction) => {
    const ask = await askStore(kernel.keys, transaction).byId(askId);
    if (ask === undefined || ask.canary) return undefined;
    return { person: askedEvidence(ask.person), lists: reachedLists(law, ask.terms, now) };
  });
  if (question === undefined) return [];
  const [screened] = await matcher.screen([question]);
  return (screened?.candidates ?? []).filter(({ band }) => band !== 'none');
}

type Compared = Pick<ReplayedComparison, 'comparison' | 'screening' | 'opinions'>;

/**
 * What people compared for an answer, to its end. One of the blind share was about nobody in particular and stays out, unless it was found
 * to be the person.
 */
async function comparedFor(context: ActContext, ask: Ask): Promise<Compared[]> {
  const comparisons = comparisonStore(context);
  const compared: Compared[] = [];
  for (const comparison of await comparisons.ofAsk(ask.id)) {
    const screening = await comparisons.screening(comparison.id);
    if (comparison.ending === null || screening === undefined) continue;
    if (screening.blind && comparison.ending !== 'same_person') continue;
    const opinions = await comparisons.opinions(ask.sealer, comparison.id);
    compared.push({ comparison: { ...comparison, ending: comparison.ending }, screening, opinions });
  }
  return compared;
}

type ReplayOf = {
  readonly ask: Ask;
  readonly history: OpenedHistory;
  readonly shown: ShownHistory;
  readonly restedOn: readonly string[];
  readonly answeredAt: Date;
  readonly now: Date;
};

/** A comparison as it may be shown now; undefined where it would not have been without what is sealed now. */
function replayed(of: ReplayOf, { comparison, screening, opinions }: Compared): ReplayedComparison | undefined {
  const { ask, history, shown, restedOn, answeredAt, now: today } = of;
  const then = shown.knownAt(comparison.personId, answeredAt);
  const now = shown.knownAt(comparison.personId, today);
  const records = [...new Set([...then.records.keys(), ...now.records.keys()])].flatMap((recordId): ReplayedSides[] => {
    const [before, after] = [shown.toldAt(recordId, then, answeredAt), shown.toldAt(recordId, now, today)];
    if (!isTold(before) && !isTold(after)) return [];
    return [{ recordId, then: before, now: after, differences: recordDifferences(before, after) }];
  });
  const pointed = [...screening.recordIds, ...restedOn];
  if (!records.some(({ recordId, then: before }) => pointed.includes(recordId) && isTold(before))) return undefined;
  const persons = [...new Set([comparison.personId, ...history.merges.flatMap(personsOf)])];
  const isKept = !shown.hidesAnyOf(persons);
  const evidence = isKept ? keptReasons(ask, comparison) : reasonsWithout(ask, history, then);
  if (evidence === undefined) return undefined;
  const differences = [...identityDifferences(then, now), ...records.flatMap((record) => record.differences)];
  return { comparison, screening, opinions, evidence, then, now, records, differences: [...new Set(differences)] };
}

function keptReasons(ask: Ask, { id, reasonsSealed }: Comparison): readonly MatchReason[] {
  return JSON.parse(ask.sealer.open('comparison.reasons', id, reasonsSealed)) as readonly MatchReason[];
}

/**
 * What the evidence is without what is sealed now; undefined where none would have pointed to anybody. Weighed by the rules of today: those of
 * then are run no more.
 */
function reasonsWithout(ask: Ask, { personsEver }: OpenedHistory, then: Known): readonly MatchReason[] | undefined {
  const parts = then.together.flatMap((id) => personsEver.get(id) ?? []);
  const onRecord = evidenceOf('on-record', parts, then.factIds);
  const { band, candidates } = createIndex([onRecord]).screen(askedEvidence(ask.person));
  return band === 'none' ? undefined : candidates[0]?.reasons;
}

function sourcesOf(
  declared: readonly Source[],
  words: Awaited<ReturnType<ReturnType<typeof replayStore>['sourceWords']>>,
  moment: Date,
): Source[] {
  const histories = declared.map((source) => ({
    source,
    words: words.filter(({ sourceId }) => sourceId === source.id),
  }));
  return sourcesAt(histories, moment);
}
