import type { AnswerOf, PostAnswer, postAnswerEndpoints, RequestOf } from '@gatehouse/contract';
import { civilDateAt, deadline } from '@gatehouse/law';
import { isUnifiedSocialCreditCode } from '@gatehouse/matching/identity-number';
import { act, readAct } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer, type Sealer, sealersFor } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { entryProblem } from '../rules/entry-check.js';
import { questionsAsked, rosterCounts } from '../rules/headcount.js';
import { employmentStore } from '../store/employment-store.js';
import { type PostAnswerRow, postAnswerStore } from '../store/post-answer-store.js';
import { ownPlace } from './write-employment.js';

type Endpoints = typeof postAnswerEndpoints;

const table = 'workforce.post_answer';
const keyKind = 'workforce.post-answer';

/** What the own unit, or a unit of the own authority, has answered about empty posts. */
export async function listPostAnswers(
  at: Workplace,
  viewer: Viewer,
  unitId: string | undefined,
): Promise<AnswerOf<Endpoints['list']>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return readAct(at.kernel, viewer, 'workforce.list-post-answers', async (context) => {
    const rows = await postAnswerStore(context).current([unitId ?? viewer.organisationId]);
    context.record({ details: { answers: rows.map(({ id }) => id) } });
    return { items: await answerViews(at, context, rows) };
  });
}

/**
 * The unit says who does the work of an empty post, or why there is none.
 * @throws DomainError `post-not-asked` where nothing is asked about it; `roster-problems` for a supplier that is none
 */
export async function answerPost(
  at: Workplace,
  viewer: Viewer,
  { question, kind, supplierCreditCode, words }: RequestOf<Endpoints['answer']>['body'],
): Promise<PostAnswer> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { kernel, doors } = at;
  return act(kernel, viewer, 'workforce.answer-post', async (context) => {
    const { unit, authority } = await ownPlace(context, at);
    const counts = await employmentStore(context).headCounts(civilDateAt(context.now), [unit.id]);
    const asked = questionsAsked(doors.law.pack, unit.unitType ?? '', rosterCounts(counts));
    if (!asked.some(({ id }) => id === question)) refuse('post-not-asked');
    const isOutsourced = kind === 'outsourced';
    if (isOutsourced && !isUnifiedSocialCreditCode(supplierCreditCode))
      refuse('roster-problems', {}, [entryProblem('supplierCreditCode', 'credit-code-wrong')]);
    const id = newId();
    const sealer = await newSealer(kernel.keys, context, keyKind, table);
    const row = await postAnswerStore(context).answer({
      id,
      unitId: unit.id,
      ...authority,
      question,
      kind,
      supplierCreditCode: isOutsourced ? (supplierCreditCode?.toUpperCase() ?? null) : null,
      dataKeyId: sealer.dataKeyId,
      words: sealer.seal('words', id, words),
      answeredBy: viewer.accountId,
    });
    await context.record({ object: { kind: 'workforce.post_answer', id }, details: { question, kind } });
    return oneView(at, context, row);
  });
}

/**
 * The authority accepts an answer for the pack's period, or asks again.
 * @throws DomainError `not-found` for an answer of others; `post-answer-judged`
 */
export async function judgePostAnswer(
  at: Workplace,
  viewer: Viewer,
  id: string,
  { verdict, words }: RequestOf<Endpoints['judge']>['body'],
): Promise<PostAnswer> {
  const { kernel, doors } = at;
  return act(kernel, viewer, 'workforce.judge-post-answer', async (context) => {
    const standing = await postAnswerStore(context).byId(id);
    if (viewer.kind !== 'account' || standing.reviewerId !== viewer.organisationId) refuse('not-found');
    const { pack, calendar } = doors.law;
    const row = await postAnswerStore(context).judge(id, {
      verdict,
      judgedBy: viewer.accountId,
      judgedWords: (await sealerOf(at, context, standing))?.seal('judged_words', id, words) ?? refuse('not-found'),
      holdsUntil: verdict === 'accepted' ? deadline(pack, calendar, 'post_answer', context.now).dueDate : null,
    });
    await context.record({
      object: { kind: 'workforce.post_answer', id },
      details: { question: row.question, verdict, unit: row.unitId },
    });
    return oneView(at, context, row);
  });
}

async function oneView(at: Workplace, transaction: Transaction, row: PostAnswerRow): Promise<PostAnswer> {
  const [view] = await answerViews(at, transaction, [row]);
  return view ?? refuse('not-found');
}

async function answerViews(
  { kernel, doors }: Workplace,
  transaction: Transaction,
  rows: readonly PostAnswerRow[],
): Promise<PostAnswer[]> {
  const { viewer } = transaction;
  const keys = rows.map(({ dataKeyId }) => dataKeyId);
  const sealers = await sealersFor(kernel.keys, transaction, keys, table);
  const views: PostAnswer[] = [];
  for (const row of rows) {
    const open = (column: string, sealed: Uint8Array): string =>
      sealers.get(row.dataKeyId)?.open(column, row.id, sealed) ?? '—';
    const { supplierCreditCode: creditCode, judgedWords, judgedAt } = row;
    const asked = doors.law.pack.postQuestions.find(({ id }) => id === row.question);
    const sent = creditCode === null ? undefined : { creditCode, onRoster: await sentBy(transaction, row, creditCode) };
    views.push({
      id: row.id,
      question: row.question,
      questionWords: asked?.words ?? { en: row.question, zh: row.question },
      kind: row.kind,
      words: open('words', row.words),
      ...(sent === undefined ? {} : { supplier: sent }),
      answeredAt: row.answeredAt.toISOString(),
      state: row.verdict ?? 'waiting',
      ...(judgedWords === null || judgedAt === null
        ? {}
        : { judged: { words: open('judged_words', judgedWords), at: judgedAt.toISOString() } }),
      ...(row.holdsUntil === null ? {} : { holdsUntil: row.holdsUntil }),
      mayJudge:
        row.verdict === null &&
        viewer.kind === 'account' &&
        viewer.organisationId === row.reviewerId &&
        viewer.roles.includes('reviewer'),
    });
  }
  return views;
}

function sentBy(transaction: Transaction, { unitId }: PostAnswerRow, creditCode: string): Promise<number> {
  return employmentStore(transaction).sentBy(unitId, creditCode, civilDateAt(transaction.now));
}

async function sealerOf({ kernel }: Workplace, transaction: Transaction, { dataKeyId }: PostAnswerRow) {
  const sealers: ReadonlyMap<string, Sealer> = await sealersFor(kernel.keys, transaction, [dataKeyId], table);
  return sealers.get(dataKeyId);
}
