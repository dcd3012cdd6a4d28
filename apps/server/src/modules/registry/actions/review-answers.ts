import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { workTogether } from '../../../kernel/together.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { type AnswersToReview, standingBands } from '../rules/recall.js';
import { type Ask, askStore } from '../store/ask-store.js';
import { clearanceStore } from '../store/clearance-store.js';
import { comparisonStore } from '../store/comparison-store.js';
import { type Ground, groundStore } from '../store/ground-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore } from '../store/person-store.js';
import { askedDocumentTokens } from '../store/tokens.js';
import { foundPersons } from './answer-grounds.js';
import { tellableRecords } from './tellable-records.js';

const viewer = systemViewer('matcher');

/** Answers looked at in one act. */
const together = 50;

/**
 * Looks again at earlier answers about persons whose facts have changed, and recalls those that are void: run by a job of the act
 * that changed them. Repeats safely, since what is recalled is not found again. Where no answer is concerned nothing is entered.
 */
export async function reviewAnswers(
  registry: Registry,
  personIds: readonly string[],
  reach: AnswersToReview,
): Promise<void> {
  const { kernel } = registry;
  const askIds = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const grounds = groundStore(transaction);
    const found = await grounds.foundAbout(personIds);
    if (reach === 'found') return found;
    const persons = [...(await personStore(kernel.keys, transaction).load(personIds)).values()];
    const documents = persons.flatMap((person) => person.documents);
    const tokens = documents.flatMap((document) => askedDocumentTokens(kernel.keys, document));
    return [...found, ...(await grounds.notFoundUnder(tokens))];
  });
  for (let from = 0; from < askIds.length; from += together)
    await workTogether(askIds.slice(from, from + together), (ids) => reviewTogether(registry, ids, personIds));
}

async function reviewTogether(
  registry: Registry,
  askIds: readonly string[],
  personIds: readonly string[],
): Promise<void> {
  await act(registry.kernel, viewer, 'registry.review-answers', async (context) => {
    await context.record({ details: { asks: [...askIds] } });
    const asks = (await askStore(registry.kernel.keys, context).lockAll(askIds)).filter(
      ({ state, recalledAt }) => state === 'answered' && recalledAt === null,
    );
    const grounds = await groundStore(context).ofAsks(asks.map(({ id }) => id));
    const isVoid = async (ask: Ask): Promise<boolean> =>
      ask.outcome === 'record_found'
        ? !(await stands(
            registry,
            context,
            ask,
            grounds.filter(({ askId }) => askId === ask.id),
          ))
        : hasToBeAskedAgain(registry, context, ask, personIds);
    const voided: Ask[] = [];
    for (const ask of asks) if (await isVoid(ask)) voided.push(ask);
    await recall(registry, context, voided);
  });
}

/**
 * Whether a *record found* is still true: a record about the persons found may be told to the question by the law of the day it was
 * answered, and lies beside the very evidence that two people saw, or points to whom it asked about as strongly as that did. What is
 * weaker than what they saw nobody has decided on.
 */
async function stands(registry: Registry, context: ActContext, ask: Ask, grounds: readonly Ground[]): Promise<boolean> {
  const personIds = new Set([...(await foundPersons(context, ask)), ...grounds.map(({ personId }) => personId)]);
  const records = await tellableRecords(registry, context, ask, [...personIds], ask.answeredAt ?? context.now);
  const seen = new Set(grounds.flatMap(({ evidenceToken }) => evidenceToken?.toString('hex') ?? []));
  const standing = standingBands(grounds.map(({ band }) => band));
  return records.some(
    ({ band, evidenceTokens }) =>
      standing.includes(band) || evidenceTokens.some((token) => seen.has(token.toString('hex'))),
  );
}

/**
 * Whether a *no record* has to be asked for again: evidence now points to the person that nobody has found to be somebody else. What
 * people compared for this question, or remember as cleared, is no news.
 */
async function hasToBeAskedAgain(
  registry: Registry,
  context: ActContext,
  ask: Ask,
  personIds: readonly string[],
): Promise<boolean> {
  const pointing = (await tellableRecords(registry, context, ask, personIds, context.now)).filter(
    ({ band }) => band !== 'none',
  );
  if (pointing.length === 0) return false;
  const compared = await comparisonStore(context).screeningsOfAsk(ask.id);
  const known = new Set(compared.flatMap(({ evidenceToken }) => evidenceToken?.toString('hex') ?? []));
  const tokens = pointing.flatMap(({ evidenceTokens }) => evidenceTokens);
  for (const token of await clearanceStore(context).cleared(tokens)) known.add(token);
  const together = await mergedPersonStore(context).together(pointing.map(({ row }) => row.personId));
  // Of one person every record carries the same evidence; what was compared bears the token of whichever came first.
  const isKnown = (personId: string) =>
    pointing
      .filter(({ row }) => together.get(personId)?.includes(row.personId))
      .some(({ evidenceTokens }) => evidenceTokens.some((token) => known.has(token.toString('hex'))));
  return pointing.some(({ row }) => !isKnown(row.personId));
}

/** Says that answers are void, to whoever asked: which question, since when, and nothing else. */
async function recall({ kernel, sendMessages }: Registry, context: ActContext, asks: readonly Ask[]): Promise<void> {
  if (asks.length === 0) return;
  await askStore(kernel.keys, context).recall(asks.map(({ id }) => id));
  const recalledAt = context.now.toISOString();
  const messages = [];
  for (const { id, askedBy } of asks) {
    const entryId = await context.record({ object: { kind: 'registry.ask', id } }, 'registry.recall-answer');
    messages.push({ body: { askId: id, recalledAt }, peer: askedBy, entryId });
  }
  await sendMessages(context, 'platform', 'inquiry.recall', messages);
}
