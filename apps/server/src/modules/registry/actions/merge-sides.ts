import { disclosable } from '@gatehouse/law';
import type { PersonEvidence } from '@gatehouse/matching';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { evidenceOf } from '../matcher/evidence-of.js';
import type { Registry } from '../registry.js';
import { lawFacts } from '../rules/admission.js';
import { mainOf } from '../rules/merge.js';
import { attestationStore } from '../store/attestation-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { openDecision, type RecordRow, recordStore } from '../store/record-store.js';
import { birthDateOnRecord } from '../views/record-view.js';

/** One person on record as they may be put beside another: what everybody may be answered of them, and nothing else. */
export type MergeSide = {
  /** Everybody who is one with them. */
  readonly persons: readonly string[];
  /** Those of them with a record in the open partition; who only has others is in no comparison. */
  readonly parts: readonly StoredPerson[];
  /** Names and documents that an open record states, or an alias of somebody who has one. */
  readonly evidence: PersonEvidence;
  readonly stated: ReadonlySet<string>;
  readonly records: readonly { readonly row: RecordRow; readonly person: StoredPerson }[];
};

/**
 * The persons behind these ids as sides of a merge, by their main person; absent who has no record that everybody may be told
 * of. Restricted, sealed, withheld and waiting records state nothing here: what may not be answered is not compared either.
 */
export async function mergeSides(
  registry: Registry,
  transaction: Transaction,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, MergeSide>> {
  const together = await mergedPersonStore(transaction).together(personIds);
  const everybody = [...new Set([...together.values()].flat())];
  const persons = await personStore(registry.kernel.keys, transaction).load(everybody);
  const rows = await recordStore(transaction).ofPersons(everybody);
  const open = rows.flatMap((row) => {
    const person = persons.get(row.personId);
    return person !== undefined && isOpen(registry, row, person, transaction.now) ? [{ row, person }] : [];
  });
  const stated = await attestationStore(transaction).statedBy(
    open.map(({ row }) => row.id),
    open.map(({ row }) => row.personId),
  );
  const sides = new Map<string, MergeSide>();
  for (const members of together.values()) {
    const records = open.filter(({ row }) => members.includes(row.personId));
    const parts = members.flatMap((id) => records.find(({ person }) => person.id === id)?.person ?? []);
    const main = mainOf(members);
    if (parts.length > 0)
      sides.set(main, { persons: members, parts, stated, records, evidence: evidenceOf(main, parts, stated) });
  }
  return sides;
}

function isOpen({ law }: Registry, row: RecordRow, person: StoredPerson, now: Date): boolean {
  if (row.state !== 'effective') return false;
  const facts = lawFacts(openDecision(person.sealer, row), birthDateOnRecord(person), row.sealingLiftedOn);
  return disclosable(law.pack, facts, null, now, law.settings).partition === 'open';
}
