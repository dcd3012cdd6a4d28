import type { InquiryLine } from '@gatehouse/contract';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Platform } from '../doors.js';
import type { Application } from '../store/application-store.js';
import { openPersons, type SealedPerson } from '../store/person-sealing.js';

/** What a person's row shows where the key was destroyed. */
const erased: SealedPerson = { name: '—', formerNames: [], documents: [] };

/** Lines of a list: all units are named at once, and each data key is loaded once. */
export async function inquiryLines(
  platform: Platform,
  transaction: Transaction,
  rows: readonly Application[],
): Promise<InquiryLine[]> {
  const persons = await openPersons(platform.kernel.keys, transaction, rows);
  const called = await platform.doors.called(
    transaction,
    rows.map((row) => row.unitId),
  );
  return rows.map((row) => lineOf(row, persons.get(row.id) ?? erased, called(row.unitId), transaction.now));
}

/** One line: the person masked, the state as everybody sees it, the clock. */
export function lineOf(row: Application, person: SealedPerson, unit: InquiryLine['unit'], now: Date): InquiryLine {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    name: person.name,
    documents: person.documents.map(({ type, number }) => ({
      type,
      number: maskDocumentNumber(number),
    })),
    purpose: row.purpose,
    postClass: row.postClass,
    unit,
    ...(row.batchId === null ? {} : { batchId: row.batchId }),
    ...(row.rowNumber === null ? {} : { rowNumber: row.rowNumber }),
    problems: row.problemCount,
    identityProven: row.identityProof !== null,
    ...(row.startDate === null ? {} : { startDate: row.startDate }),
    overdue: row.dueAt !== null && row.dueAt < now,
    ...(row.dueAt === null ? {} : { dueAt: row.dueAt.toISOString() }),
    changedAt: row.changedAt.toISOString(),
  };
}
