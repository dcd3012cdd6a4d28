import type { SupplierWord } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Organisation, Workplace } from '../doors.js';
import { windowDue, wordsForSupplier } from '../rules/supplier-notice.js';
import { coverageStore } from '../store/coverage-store.js';
import { openPersons } from '../store/person-sealing.js';
import { documentTokens } from '../store/person-store.js';
import { supplierStore } from '../store/supplier-store.js';

const viewer = systemViewer('coverage');
const chunk = 100;

type Word = { readonly employmentId: string; readonly word: SupplierWord };
type ToTell = { readonly supplier: Organisation; readonly words: readonly Word[]; readonly gone: readonly string[] };

/**
 * Tells suppliers, at the windows at which everything answered is told and at no other time, whether those whom they send may be placed. What
 * a unit was told by then is what words follow from, so that no supplier hears before a unit. Killed, it goes on with what is not told yet.
 */
export async function tellSuppliers(at: Workplace, goesOn = (): boolean => true): Promise<void> {
  const window = await windowToWork(at);
  if (window === undefined) return;
  for (const supplier of await suppliersOf(at)) {
    if (!goesOn()) return;
    const told = await toTell(at, supplier);
    for (let from = 0; from < Math.max(told.words.length, told.gone.length); from += chunk) {
      const [words, gone] = [told.words.slice(from, from + chunk), told.gone.slice(from, from + chunk)];
      await act(at.kernel, viewer, 'workforce.tell-supplier', (context) =>
        tell(at, context, window, { supplier, words, gone }),
      );
    }
  }
  await withTransaction(at.kernel.database, viewer, at.kernel.clock.now(), (transaction) =>
    supplierStore(transaction).completeWindow(window),
  );
}

/** The window to work now: one that was interrupted, or the last that has come. Those missed before it need none of their own. */
async function windowToWork({ kernel, doors }: Workplace): Promise<Date | undefined> {
  const now = kernel.clock.now();
  return withTransaction(kernel.database, viewer, now, async (transaction) => {
    const store = supplierStore(transaction);
    const last = await store.lastWindow();
    if (last === undefined) {
      // The first look of a new node: windows count from here.
      await store.openWindow(now, now);
      return undefined;
    }
    const due = windowDue(doors.law, last.opensAt, now);
    if (due === undefined) return last.completedAt === null ? last.opensAt : undefined;
    await store.openWindow(due, null);
    return due;
  });
}

function suppliersOf({ kernel, doors }: Workplace): Promise<readonly Organisation[]> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), doors.suppliers);
}

/** What a supplier has not heard yet, and what it heard of people whom it does not send any more. */
async function toTell({ kernel, doors }: Workplace, supplier: Organisation): Promise<ToTell> {
  const now = kernel.clock.now();
  return withTransaction(kernel.database, viewer, now, async (transaction) => {
    const store = supplierStore(transaction);
    const sent = supplier.creditCode === null ? [] : await store.sentBy(supplier.creditCode);
    const words = wordsForSupplier(sent, doors.law, now, civilDateAt(now));
    const standing = new Map((await store.standingTo(supplier.id)).map((one) => [one.employmentId, one.word]));
    return {
      supplier,
      words: [...words]
        .filter(([employmentId, word]) => standing.get(employmentId) !== word)
        .map(([employmentId, word]) => ({ employmentId, word })),
      gone: [...standing.keys()].filter((employmentId) => !words.has(employmentId)),
    };
  });
}

/** The entry of each word says about whom and to whom, and not which: what was found stands in no log. */
async function tell(
  { kernel }: Workplace,
  context: ActContext,
  window: Date,
  { supplier, words, gone }: ToTell,
): Promise<void> {
  const store = supplierStore(context);
  await store.supersede(gone);
  const details = { supplier: supplier.id, window: window.toISOString() };
  if (words.length === 0) {
    await context.record({ details: { ...details, gone: gone.length } });
    return;
  }
  const told = { supplierId: supplier.id, creditCode: supplier.creditCode ?? '', toldAt: window };
  const rows = await coverageStore(context).employments(words.map(({ employmentId }) => employmentId));
  const persons = await openPersons(kernel.keys, context, rows);
  for (const { id, employmentId } of await store.tell(words, told)) {
    const { subjects } = documentTokens(kernel.keys, persons.get(employmentId)?.documents ?? []);
    const object = { kind: 'workforce.supplier-notice', id };
    await context.record({ object, subjects, details: { ...details, employment: employmentId } });
  }
}
