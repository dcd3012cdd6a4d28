import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { workTogether } from '../../../kernel/together.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { askedEvidence } from '../matcher/evidence-of.js';
import { loadEntries } from '../matcher/load-entries.js';
import type { Screened } from '../matcher/protocol.js';
import type { Registry } from '../registry.js';
import { reachedLists } from '../rules/answer.js';
import { enrolledList, newsAmong, questionInCommon, standingQuestion } from '../rules/enrolment.js';
import { askStore } from '../store/ask-store.js';
import { type Enrolment, enrolmentStore } from '../store/enrolment-store.js';
import { recordStore } from '../store/record-store.js';
import { ensureCanary } from './carry-canaries.js';
import { openComparisons } from './open-comparisons.js';
import { type PersonToCompare, personsToCompare } from './persons-to-compare.js';
import { lookForCrowd } from './rescreen.js';

const viewer = systemViewer('matcher');

/** Enrolments looked at in one act. */
const together = 50;

/** Somebody enrolled, with those on record whom evidence newly points to. */
type News = { readonly enrolment: Enrolment; readonly persons: readonly PersonToCompare[] };

/**
 * Looks among those enrolled for whom these records may be about: run by a job of whatever made them answerable. What is not in a list
 * of the index today, sealed or withheld or not verified, has no evidence here and finds nobody.
 */
export async function watchRecords(registry: Registry, recordIds: readonly string[]): Promise<void> {
  const { kernel, law, matcher } = registry;
  const persons = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    if (!(await enrolmentStore(kernel.keys, transaction).isAnyone())) return [];
    const entries = await loadEntries(kernel.keys, law, transaction, await recordStore(transaction).byIds(recordIds));
    // Every record of a person carries the evidence of the whole person: asked once.
    const asked = entries.map(({ recordId, evidence: { id: _, ...facts } }) => ({ recordId, facts }));
    return [...new Map(asked.map((one) => [JSON.stringify(one.facts), one])).values()];
  });
  if (persons.length === 0) return;
  await matcher.ready();
  const questions = persons.map(({ facts }) => ({ person: { ...facts, id: 'on-record' }, lists: [enrolledList] }));
  const found = await matcher.screen(questions);
  const pointedTo = found.flatMap(({ candidates }) => candidates.filter(({ band }) => band !== 'none'));
  await watchEnrolments(registry, [...new Set(pointedTo.map(({ recordId }) => recordId))]);
  // More of them agree than are compared for one: the others are found from their own side.
  const crowd = persons.filter((_, at) => found[at]?.limited === true).map(({ recordId }) => recordId);
  if (crowd.length > 0) await lookForCrowd(registry, crowd);
}

/**
 * Compares those enrolled with everybody on record, and says of those newly enrolled that it was done. Repeats safely: what people have
 * compared already is no news.
 * @returns for how many there is something new that people compare
 */
export async function watchEnrolments(registry: Registry, enrolmentIds: readonly string[]): Promise<number> {
  let news = 0;
  for (let from = 0; from < enrolmentIds.length; from += together)
    await workTogether(enrolmentIds.slice(from, from + together), async (ids) => {
      news += await watchTogether(registry, ids);
    });
  return news;
}

async function watchTogether(registry: Registry, enrolmentIds: readonly string[]): Promise<number> {
  const { kernel, matcher } = registry;
  await matcher.ready();
  const enrolled = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    enrolmentStore(kernel.keys, transaction).byIds(enrolmentIds),
  );
  if (enrolled.length === 0) return 0;
  if (enrolled.some(({ terms }) => terms.canary === true)) await ensureCanary(registry);
  const answers = await matcher.screen(enrolled.map((enrolment) => questionOf(registry, enrolment)));
  const screened = new Map(enrolled.map(({ id }, at) => [id, answers[at]]));
  return act(kernel, viewer, 'registry.watch', async (context) => {
    const held = await enrolmentStore(kernel.keys, context).lockAll(enrolmentIds);
    const news = await newsOf(registry, context, held, screened);
    await context.record({ details: { enrolments: held.length, news: news.length } });
    for (const those of inCommon(news)) await putQuestion(registry, context, those);
    await confirm(registry, context, held);
    return news.length;
  });
}

function questionOf({ kernel, law }: Registry, { person, terms }: Enrolment) {
  return { person: askedEvidence(person), lists: reachedLists(law, terms, kernel.clock.now()) };
}

async function newsOf(
  registry: Registry,
  context: ActContext,
  held: readonly Enrolment[],
  screened: ReadonlyMap<string, Screened | undefined>,
): Promise<News[]> {
  const pointing = held.filter(({ id }) => (screened.get(id)?.band ?? 'none') !== 'none');
  if (pointing.length === 0) return [];
  const compared = await enrolmentStore(registry.kernel.keys, context).compared(pointing.map(({ id }) => id));
  const news: News[] = [];
  for (const enrolment of pointing) {
    const { compare } = await personsToCompare(
      registry,
      context,
      enrolment,
      screened.get(enrolment.id)?.candidates ?? [],
    );
    const persons = newsAmong(compare, compared.get(enrolment.id) ?? new Set());
    if (persons.length > 0) news.push({ enrolment, persons });
  }
  return news;
}

/** Those whom one question tells: the same identity and reach, and the same persons on record. */
function inCommon(news: readonly News[]): News[][] {
  const groups = new Map<string, News[]>();
  for (const one of news) {
    const { enrolledBy, person, terms } = one.enrolment;
    const question = questionInCommon(enrolledBy, { person, ...terms });
    const key = JSON.stringify([question, one.persons.map(({ personId }) => personId).sort()]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** Puts a question for these, or lets one speak for them by which people compare the same already. */
async function putQuestion(registry: Registry, context: ActContext, news: readonly News[]): Promise<void> {
  const [first] = news;
  if (first === undefined) return;
  const enrolments = enrolmentStore(registry.kernel.keys, context);
  const ids = news.map(({ enrolment }) => enrolment.id);
  const underWay = await questionUnderWay(registry, context, first);
  if (underWay !== undefined) return enrolments.speakFor(underWay, ids);
  const { enrolledBy, person, terms } = first.enrolment;
  const asks = askStore(registry.kernel.keys, context);
  const question = standingQuestion({ person, ...terms }, newId(), context.now);
  await asks.insert([{ askedBy: enrolledBy, ask: question }], true);
  await enrolments.speakFor(question.askId, ids);
  const ask = await asks.lock(question.askId);
  if (ask !== undefined) await openComparisons(registry, context, ask, first.persons, false);
}

/** A question of the same reach in which people compare the very same evidence, all of it, at this moment. */
async function questionUnderWay(
  { kernel: { keys } }: Registry,
  context: ActContext,
  { enrolment: { enrolledBy, person, terms }, persons }: News,
): Promise<string | undefined> {
  const enrolments = enrolmentStore(keys, context);
  const among = persons.map(({ evidenceTokens }) => enrolments.comparing(evidenceTokens));
  const [first = [], ...others] = await Promise.all(among);
  const common = first.filter((id) => others.every((ids) => ids.includes(id)));
  const own = questionInCommon(enrolledBy, { person, ...terms });
  const asks = await askStore(keys, context).lockAll(common);
  const same = asks.find(
    ({ state, askedBy, ...asked }) =>
      state === 'comparing' && questionInCommon(askedBy, { person: asked.person, ...asked.terms }) === own,
  );
  return same?.id;
}

/** Says of those newly enrolled that they were compared and are followed; the same whatever was found. */
async function confirm(registry: Registry, context: ActContext, held: readonly Enrolment[]): Promise<void> {
  const fresh = held.filter(({ confirmedAt }) => confirmedAt === null);
  if (fresh.length === 0) return;
  await enrolmentStore(registry.kernel.keys, context).confirm(fresh.map(({ id }) => id));
  // Of a canary it is told that it arrived at the desk, and nothing else.
  const people = fresh.filter(({ terms }) => terms.canary !== true);
  const confirmedAt = context.now.toISOString();
  for (const node of new Set(people.map(({ enrolledBy }) => enrolledBy))) {
    const bodies = people.filter(({ enrolledBy }) => enrolledBy === node);
    await registry.sendMessages(
      context,
      'platform',
      'enrolment.confirmed',
      bodies.map(({ id }) => ({ body: { enrolmentId: id, confirmedAt }, peer: node })),
    );
  }
}
