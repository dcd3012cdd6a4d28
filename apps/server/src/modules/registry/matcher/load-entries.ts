import { disclosable } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { RegistryLaw } from '../law.js';
import { lawFacts } from '../rules/admission.js';
import { listName } from '../rules/answer.js';
import { attestationStore } from '../store/attestation-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { openDecision, type RecordRow } from '../store/record-store.js';
import { birthDateOnRecord } from '../views/record-view.js';
import { evidenceOf } from './evidence-of.js';
import type { IndexEntry } from './protocol.js';

/**
 * What of these records may be compared with anybody today. Not effective, not final, out of scope, sealed, withheld: not in
 * the answer, and so absent from the index. Of a person only names and documents that an effective record states, and with them
 * those of everybody who is one with the person: their own come first.
 */
export async function loadEntries(
  keys: KeyRing,
  law: RegistryLaw,
  transaction: Transaction,
  rows: readonly RecordRow[],
): Promise<IndexEntry[]> {
  const effective = rows.filter(({ state }) => state === 'effective');
  const personIds = [...new Set(effective.map(({ personId }) => personId))];
  const together = await mergedPersonStore(transaction).together(personIds);
  const everybody = [...new Set([...together.values()].flat())];
  const persons = await personStore(keys, transaction).load(everybody);
  const facts = await attestationStore(transaction).effectiveFacts(everybody);
  return effective.flatMap((row) => {
    const person = persons.get(row.personId);
    const members = together.get(row.personId) ?? [];
    const others = members.flatMap((id) => (id === row.personId ? [] : (persons.get(id) ?? [])));
    const stated = new Set(members.flatMap((id) => [...(facts.get(id) ?? [])]));
    const entry = person && entryOf(law, row, [person, ...others], stated, transaction.now);
    return entry === undefined ? [] : [entry];
  });
}

function entryOf(
  law: RegistryLaw,
  row: RecordRow,
  [person, ...others]: readonly [StoredPerson, ...StoredPerson[]],
  stated: ReadonlySet<string>,
  now: Date,
): IndexEntry | undefined {
  const decision = lawFacts(openDecision(person.sealer, row), birthDateOnRecord(person), row.sealingLiftedOn);
  const { partition, labels } = disclosable(law.pack, decision, null, now, law.settings);
  if (partition === 'none') return undefined;
  return {
    recordId: row.id,
    lists: labels.map((label) => listName(partition, label)),
    evidence: evidenceOf(row.id, [person, ...others], stated),
  };
}
