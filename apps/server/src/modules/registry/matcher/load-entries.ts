import { civilDateAt, disclosable, nextDisclosure } from '@gatehouse/law';
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
 * What the index knows of these records. Not effective, not final, out of scope, sealed, withheld: in no list, and known at all only
 * where a day lies ahead that puts it into one. Of a person only names and documents that an effective record states.
 */
export type LoadEntries = (transaction: Transaction, rows: readonly RecordRow[]) => Promise<IndexEntry[]>;

type Placed = Pick<IndexEntry, 'lists' | 'turnsOn'>;

/** Loads entries as the law places them. */
export function entryLoader(keys: KeyRing, { pack, settings }: RegistryLaw): LoadEntries {
  const next = nextDisclosure(pack, settings);
  const placed = (row: RecordRow, person: StoredPerson, now: Date): Placed => {
    const facts = lawFacts(openDecision(person.sealer, row), birthDateOnRecord(person), row.sealingLiftedOn);
    const { partition, labels } = disclosable(pack, facts, null, now, settings);
    return {
      lists: partition === 'none' ? [] : labels.map((label) => listName(partition, label)),
      turnsOn: next(facts, civilDateAt(now)),
    };
  };
  return async (transaction, rows) => {
    const effective = rows.filter(({ state }) => state === 'effective');
    const personIds = [...new Set(effective.map(({ personId }) => personId))];
    const persons = await personStore(keys, transaction).load(personIds);
    const stated = await attestationStore(transaction).effectiveFacts(personIds);
    return effective.flatMap((row) => {
      const person = persons.get(row.personId);
      if (person === undefined) return [];
      const { lists, turnsOn } = placed(row, person, transaction.now);
      if (lists.length === 0 && turnsOn === null) return [];
      // Of what nobody may be told of, the thread learns no more than when to ask again.
      const evidence = lists.length === 0 ? { id: row.id } : evidenceOf(row.id, person, stated);
      return [{ recordId: row.id, lists, evidence, turnsOn }];
    });
  };
}

/** What of these records may be compared with anybody today: the entries that stand in a list. */
export async function loadEntries(
  keys: KeyRing,
  law: RegistryLaw,
  transaction: Transaction,
  rows: readonly RecordRow[],
): Promise<IndexEntry[]> {
  return (await entryLoader(keys, law)(transaction, rows)).filter(({ lists }) => lists.length > 0);
}

function evidenceOf(id: string, person: StoredPerson, stated: ReadonlySet<string>): IndexEntry['evidence'] {
  const names = person.names.filter((name) => stated.has(name.id));
  const documents = person.documents.filter((document) => stated.has(document.id));
  const [name, ...formerNames] = [...names].sort((a, b) => Number(b.kind === 'current') - Number(a.kind === 'current'));
  return {
    id,
    name: name?.name,
    formerNames: formerNames.map((former) => former.name),
    sex: person.sex ?? undefined,
    birthDate: person.birthDate ?? undefined,
    nationality: person.nationality ?? undefined,
    documents: documents.map(({ type, number }) => ({
      docNumber: number,
      docType: isDocumentType(type) ? type : undefined,
    })),
  };
}
