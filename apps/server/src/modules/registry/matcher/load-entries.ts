import { disclosable } from '@gatehouse/law';
import { isDocumentType } from '@gatehouse/matching';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { RegistryLaw } from '../law.js';
import { lawFacts } from '../rules/admission.js';
import { listName } from '../rules/answer.js';
import { attestationStore } from '../store/attestation-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { openDecision, type RecordRow } from '../store/record-store.js';
import { birthDateOnRecord } from '../views/record-view.js';
import type { IndexEntry } from './protocol.js';

/**
 * What of these records may be compared with anybody today. Not effective, not final, out of scope, sealed, withheld: not in
 * the answer, and so absent from the index. Of a person only names and documents that an effective record states.
 */
export async function loadEntries(
  keys: KeyRing,
  law: RegistryLaw,
  transaction: Transaction,
  rows: readonly RecordRow[],
): Promise<IndexEntry[]> {
  const effective = rows.filter(({ state }) => state === 'effective');
  const personIds = [...new Set(effective.map(({ personId }) => personId))];
  const persons = await personStore(keys, transaction).load(personIds);
  const facts = await attestationStore(transaction).effectiveFacts(personIds);
  return effective.flatMap((row) => {
    const person = persons.get(row.personId);
    const entry = person && entryOf(law, row, person, facts, transaction.now);
    return entry === undefined ? [] : [entry];
  });
}

function entryOf(
  law: RegistryLaw,
  row: RecordRow,
  person: StoredPerson,
  stated: ReadonlySet<string>,
  now: Date,
): IndexEntry | undefined {
  const decision = lawFacts(openDecision(person.sealer, row), birthDateOnRecord(person), row.sealingLiftedOn);
  const { partition, labels } = disclosable(law.pack, decision, null, now, law.settings);
  if (partition === 'none') return undefined;
  const names = person.names.filter(({ id }) => stated.has(id));
  const documents = person.documents.filter(({ id }) => stated.has(id));
  const [name, ...formerNames] = [...names].sort((a, b) => Number(b.kind === 'current') - Number(a.kind === 'current'));
  return {
    recordId: row.id,
    lists: labels.map((label) => listName(partition, label)),
    evidence: {
      id: row.id,
      name: name?.name,
      formerNames: formerNames.map((former) => former.name),
      sex: person.sex ?? undefined,
      birthDate: person.birthDate ?? undefined,
      nationality: person.nationality ?? undefined,
      documents: documents.map(({ type, number }) => ({
        docNumber: number,
        docType: isDocumentType(type) ? type : undefined,
      })),
    },
  };
}
