import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { ProofGround } from '../rules/proof.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { documentTokens, openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';

/** What a proof of an answer would rest on now: the answer itself, and whether a record was told to anybody about the same person. */
export async function proofGround(keys: KeyRing, transaction: Transaction, row: Application): Promise<ProofGround> {
  const told = toldStore(keys, transaction);
  const person = (await openPersons(keys, transaction, [row])).get(row.id);
  const tokens = documentTokens(keys, person?.documents ?? []).searched;
  let recordTold = person === undefined;
  for (const other of await applicationStore(transaction).byTokens(tokens)) {
    if (recordTold || other.releasedAt === null || other.id === row.id) continue;
    recordTold = (await told.openDecision(other))?.outcome === 'record_found';
  }
  const decision = row.releasedAt === null ? undefined : await told.openDecision(row);
  return { state: row.state, decision, recordTold };
}
