import type { InquiryDecision } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { destroyDataKeys, removeStoredFiles } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { KeptKind } from '../../../kernel/module.js';
import type { Platform } from '../doors.js';
import { erasureStore } from '../store/erasure-store.js';
import { type Counting, type KeptInquiry, keptStore } from '../store/kept-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';

/** Retention rules of the law pack under which inquiries fall, how each counts, and which answer it is about. */
const rules: readonly {
  readonly rule: string;
  readonly counting: Counting;
  readonly outcome?: InquiryDecision['outcome'];
}[] = [
  { rule: 'draft', counting: 'draft' },
  { rule: 'inquiry_no_record', counting: 'told', outcome: 'no_record' },
  { rule: 'inquiry_record_found', counting: 'settled', outcome: 'record_found' },
  { rule: 'inquiry_void', counting: 'void' },
  { rule: 'objection_file', counting: 'objected' },
];

/** What this module keeps of persons: inquiries, by what became of them. */
export function keptInquiries(platform: Platform): readonly KeptKind[] {
  const { kernel } = platform;
  return rules.map(({ rule, counting, outcome }) => ({
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
      return new Map(still.map(({ id }) => [id, persons.get(id)?.documents ?? []]));
    },
    erase: (context, ids) => eraseInquiries(platform, context, ids),
  }));
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
  const store = erasureStore(context);
  const inquiries = await store.inquiries(ids);
  const lists = await store.emptiedLists(ids);
  await doors.eraseMessages(kernel, context, ids);
  await removeStoredFiles(kernel, context, [...inquiries.fileIds, ...lists.fileIds]);
  await destroyDataKeys(kernel, context, [...inquiries.dataKeyIds, ...lists.dataKeyIds]);
}
