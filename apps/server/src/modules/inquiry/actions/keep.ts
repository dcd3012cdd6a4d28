import type { InquiryDecision } from '@gatehouse/contract';
import { civilDateAt, keptUntil, startOfCivilDate } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { destroyDataKeys, removeStoredFiles } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { KeptKind } from '../../../kernel/module.js';
import type { PersonAtUnit, Platform } from '../doors.js';
import { type InquiryRule, inquiryRules, isGivenUp } from '../rules/kept.js';
import { applicationStore } from '../store/application-store.js';
import { erasureStore } from '../store/erasure-store.js';
import { type Counting, type KeptInquiry, keptStore } from '../store/kept-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';
import { advanceMany } from './advance-many.js';

/** How inquiries under each rule of the law pack count, and which answer they are about. */
const rules: Readonly<
  Record<InquiryRule, { readonly counting: Counting; readonly outcome?: InquiryDecision['outcome'] }>
> = {
  draft: { counting: 'draft' },
  inquiry_begun: { counting: 'begun' },
  inquiry_refused: { counting: 'refused' },
  inquiry_no_record: { counting: 'told', outcome: 'no_record' },
  inquiry_record_found: { counting: 'settled', outcome: 'record_found' },
  inquiry_void: { counting: 'void' },
  objection_file: { counting: 'objected' },
};

/** What this module keeps of persons: inquiries, by what became of them. */
export function keptInquiries(platform: Platform): readonly KeptKind[] {
  return inquiryRules.map((rule) => keptInquiry(platform, rule));
}

function keptInquiry(platform: Platform, rule: InquiryRule): KeptKind {
  const { kernel } = platform;
  const { counting, outcome } = rules[rule];
  return {
    rule,
    objectKind: 'inquiry',
    walk: async (transaction, after, before, limit) => {
      const found = await keptStore(transaction).walk(counting, after, before, limit);
      const documents = await withOutcome(kernel, transaction, found, outcome);
      const last = found.at(-1);
      return {
        documents: documents.map(({ id, countedFrom }) => ({ id, countedFrom })),
        reached: last === undefined ? undefined : { id: last.id, countedFrom: last.countedFrom },
      };
    },
    announce: (context, ids, keptUntil) => keptStore(context).announce(ids, keptUntil),
    mayGo: async (transaction, documents) => {
      const still = await keptStore(transaction).stillOf(counting, documents);
      const persons = await openPersons(
        kernel.keys,
        transaction,
        still.map(({ row }) => row),
      );
      const whole = still.map(({ id, row }) => ({
        id,
        unitId: row.unitId,
        documents: persons.get(id)?.documents ?? [],
      }));
      const needed =
        outcome === 'record_found' ? await atWorkStill(platform, transaction, rule, whole) : new Set<string>();
      return new Map(whole.map(({ id, documents: held }) => [id, needed.has(id) ? 'in-use' : held]));
    },
    erase: (context, ids) => eraseInquiries(platform, context, ids),
  };
}

/**
 * Those whose person is at work at the unit that was told of a record, or left it less long ago than the rule keeps: the unit may yet have to
 * answer for it, whatever it said came of it.
 */
async function atWorkStill(
  { kernel, doors }: Platform,
  transaction: Transaction,
  rule: InquiryRule,
  told: readonly PersonAtUnit[],
): Promise<ReadonlySet<string>> {
  const lastDays = await doors.lastDays(kernel, transaction, told);
  const today = civilDateAt(transaction.now);
  return new Set(
    told.flatMap(({ id }) => {
      const lastDay = lastDays.get(id);
      if (lastDay === undefined) return [];
      const isOver = lastDay !== null && keptUntil(doors.law.pack, rule, startOfCivilDate(lastDay)) < today;
      return isOver ? [] : [id];
    }),
  );
}

async function withOutcome(
  { keys }: Kernel,
  transaction: Transaction,
  found: readonly KeptInquiry[],
  outcome: InquiryDecision['outcome'] | undefined,
): Promise<readonly KeptInquiry[]> {
  if (outcome === undefined) return found;
  const told = toldStore(keys, transaction);
  const fitting = [];
  for (const one of found) if ((await told.openDecision(one.row))?.outcome === outcome) fitting.push(one);
  return fitting;
}

/** Erases inquiries, with whatever rests on each: what stays are states, days and who did what. Safe to repeat. */
export async function eraseInquiries(
  { kernel, doors }: Platform,
  context: ActContext,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await giveUp(doors, context, ids);
  const store = erasureStore(context);
  const inquiries = await store.inquiries(ids);
  const lists = await store.emptiedLists(ids);
  await doors.eraseMessages(kernel, context, ids);
  await removeStoredFiles(kernel, context, [...inquiries.fileIds, ...lists.fileIds]);
  await destroyDataKeys(kernel, context, [...inquiries.dataKeyIds, ...lists.dataKeyIds]);
}

/** What waits for somebody stands on nobody's list once the person is gone. */
async function giveUp(doors: Platform['doors'], context: ActContext, ids: readonly string[]): Promise<void> {
  const waiting = (await applicationStore(context).heldByIds(ids)).filter(
    ({ erasedAt, state }) => erasedAt === null && isGivenUp(state),
  );
  await advanceMany(context, doors, waiting, 'cancel', ({ keepUntil }) => ({ changes: { keepUntil } }));
}
