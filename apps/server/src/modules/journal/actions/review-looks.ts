import type { AnswerOf, LookReview, lookReviewEndpoints, RequestOf } from '@gatehouse/contract';
import { act, readAct } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { newSealer, sealersFor, type Sealer } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { openEntry } from '../open-entry.js';
import { readCanonicalEntry } from '../rules.js';
import { entryStore } from '../store/entry-store.js';
import { lookReviewStore, type LookReviewRow } from '../store/look-review-store.js';

type Ends = typeof lookReviewEndpoints;
/** Which of these accounts the viewer administers; the door of _access_. */
export type AdministeredOf = (transaction: Transaction, accountIds: readonly string[]) => Promise<ReadonlySet<string>>;

const table = 'journal.look_review';
const open = ['drawn', 'asked', 'answered'] as const;

/** Looks that were drawn, with what each said of itself in the log. */
export async function listLookReviews(kernel: Kernel, viewer: Viewer): Promise<AnswerOf<Ends['list']>> {
  return readAct(kernel, viewer, 'journal.list-look-reviews', async (context) => {
    const store = lookReviewStore(context);
    const rows = await store.list();
    const sealers = await sealersOf(kernel, context, rows);
    const items = [];
    for (const row of rows) items.push(view(row, await saidOf(kernel, context, row), sealers, context.now));
    context.record({ details: { looks: items.map(({ id }) => id) } });
    const draws = (await store.draws()).map(({ epoch, firstIndex, sealIndex, seed, looks, drawn }) => ({
      ...{ day: epoch, firstIndex, sealIndex, seed: seed.toString('hex'), looks, drawn },
    }));
    return { items, figures: await store.figures(context.now), draws };
  });
}

/**
 * Asks the officer's superior. What the look said of itself is laid beside the question, sealed: the superior does not read the log.
 * @throws DomainError `look-review-settled`, `not-found`
 */
export async function askAboutLook(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { wants }: RequestOf<Ends['ask']>['body'],
): Promise<void> {
  await act(kernel, viewer, 'journal.ask-about-look', async (context) => {
    const store = lookReviewStore(context);
    const row = await store.byId(id);
    const said = await saidOf(kernel, context, row);
    const sealer = await sealerFor(kernel, context, row);
    const sealed = (column: 'purpose' | 'reference') => {
      const text = said[column];
      return text === null ? null : sealer.seal(column, id, text);
    };
    const beside = { purpose: sealed('purpose'), reference: sealed('reference'), dataKeyId: sealer.dataKeyId };
    const asked = { ...beside, state: 'asked', wants, askedAt: context.now };
    if (!(await store.update(id, open, asked))) refuse('look-review-settled');
    await context.record({ object: { kind: 'journal.look-review', id }, details: { wants, account: row.accountId } });
  });
}

/** Says whether a look was in order. @throws DomainError `look-review-settled`, `not-found` */
export async function settleLook(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { verdict, words }: RequestOf<Ends['settle']>['body'],
): Promise<void> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { accountId } = viewer;
  await act(kernel, viewer, 'journal.settle-look', async (context) => {
    const store = lookReviewStore(context);
    const row = await store.byId(id);
    const sealer = await sealerFor(kernel, context, row);
    const sealed = { words: sealer.seal('words', id, words), dataKeyId: sealer.dataKeyId };
    const settled = { ...sealed, state: verdict, settledAt: context.now, settledBy: accountId };
    if (!(await store.update(id, open, settled))) refuse('look-review-settled');
    const late = row.dueAt <= context.now;
    await context.record({
      object: { kind: 'journal.look-review', id },
      details: { verdict, late, account: row.accountId },
    });
  });
}

/** Looks of officers whom the viewer administers, about which the auditor asks. */
export async function listLookConfirmations(
  kernel: Kernel,
  administered: AdministeredOf,
  viewer: Viewer,
): Promise<{ items: LookReview[] }> {
  return readAct(kernel, viewer, 'journal.list-look-confirmations', async (context) => {
    const asked = await lookReviewStore(context).asked();
    const own = await administered(context, [...new Set(asked.map(({ accountId }) => accountId))]);
    const rows = asked.filter(({ accountId }) => own.has(accountId));
    const sealers = await sealersOf(kernel, context, rows);
    const items = rows.map((row) => view(row, keptOf(row, sealers), sealers, context.now));
    context.record({ details: { looks: items.map(({ id }) => id) } });
    return { items };
  });
}

/** Answers for an officer whom the viewer administers. @throws DomainError `look-review-settled`, `not-found` */
export async function answerAboutLook(
  kernel: Kernel,
  administered: AdministeredOf,
  viewer: Viewer,
  id: string,
  { isConfirmed, words }: RequestOf<Ends['answer']>['body'],
): Promise<void> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { accountId } = viewer;
  await act(kernel, viewer, 'journal.answer-about-look', async (context) => {
    const store = lookReviewStore(context);
    const row = await store.byId(id);
    if (!(await administered(context, [row.accountId])).has(row.accountId) || row.accountId === accountId)
      refuse('not-found');
    const sealer = await sealerFor(kernel, context, row);
    const answer = { answer: sealer.seal('answer', id, words), isConfirmed, answeredBy: accountId };
    if (!(await store.update(id, ['asked'], { ...answer, state: 'answered', answeredAt: context.now })))
      refuse('look-review-settled');
    await context.record({
      object: { kind: 'journal.look-review', id },
      details: { isConfirmed, account: row.accountId },
    });
  });
}

type Said = { readonly purpose: string | null; readonly reference: string | null };

/** What the entry of a look says of purpose and reference; of one whose key was destroyed, nothing. */
async function saidOf(kernel: Kernel, transaction: Transaction, { entryId }: LookReviewRow): Promise<Said> {
  const row = await entryStore(transaction).byId(entryId);
  const opened = row === undefined ? undefined : await openEntry(kernel.keys, transaction, row);
  if (opened === undefined) return { purpose: null, reference: null };
  const { purpose, details } = readCanonicalEntry(opened.canonical);
  const reference = details?.reference;
  return { purpose: purpose ?? null, reference: typeof reference === 'string' ? reference : null };
}

function keptOf(row: LookReviewRow, sealers: ReadonlyMap<string, Sealer>): Said {
  const of = (column: 'purpose' | 'reference') => openedOf(row, sealers, column, row[column]);
  return { purpose: of('purpose'), reference: of('reference') };
}

function openedOf(
  { id, dataKeyId }: LookReviewRow,
  sealers: ReadonlyMap<string, Sealer>,
  column: string,
  sealed: Buffer | null,
): string | null {
  return sealed === null || dataKeyId === null ? null : (sealers.get(dataKeyId)?.open(column, id, sealed) ?? null);
}

function sealersOf(kernel: Kernel, transaction: Transaction, rows: readonly LookReviewRow[]) {
  const ids = rows.flatMap(({ dataKeyId }) => dataKeyId ?? []);
  return sealersFor(kernel.keys, transaction, ids, table);
}

async function sealerFor(kernel: Kernel, transaction: Transaction, row: LookReviewRow): Promise<Sealer> {
  if (row.dataKeyId === null) return newSealer(kernel.keys, transaction, 'journal.look-review', table);
  const sealer = (await sealersOf(kernel, transaction, [row])).get(row.dataKeyId);
  if (sealer === undefined) throw new Error('the data key of a review was destroyed');
  return sealer;
}

function view(row: LookReviewRow, said: Said, sealers: ReadonlyMap<string, Sealer>, now: Date): LookReview {
  const { id, entryId, accountId, act: looked, isConfirmed } = row;
  return {
    ...{ id, entryId, accountId, act: looked, isConfirmed, ...said },
    lookedAt: row.lookedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    isLate: row.settledAt === null && row.dueAt <= now,
    state: row.state as LookReview['state'],
    wants: row.wants as LookReview['wants'],
    answer: openedOf(row, sealers, 'answer', row.answer),
    words: openedOf(row, sealers, 'words', row.words),
  };
}
