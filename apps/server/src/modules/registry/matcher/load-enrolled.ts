import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { enrolledList } from '../rules/enrolment.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { askedEvidence } from './evidence-of.js';
import type { IndexEntry } from './protocol.js';

/** Those of these who are enrolled, as the index knows them: in a list of their own, under the id of their enrolment. */
export async function loadEnrolled(
  keys: KeyRing,
  transaction: Transaction,
  enrolmentIds: readonly string[],
): Promise<IndexEntry[]> {
  if (enrolmentIds.length === 0) return [];
  const enrolled = await enrolmentStore(keys, transaction).byIds(enrolmentIds);
  return enrolled.map(({ id, person }) => ({
    recordId: id,
    lists: [enrolledList],
    evidence: askedEvidence(person, id),
    turnsOn: null,
  }));
}
