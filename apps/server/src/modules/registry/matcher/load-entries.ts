import { civilDateAt, disclosable, nextDisclosure } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { RegistryLaw } from '../law.js';
import { lawFacts } from '../rules/admission.js';
import { listName } from '../rules/answer.js';
import { canaryList } from '../rules/canary.js';
import { attestationStore } from '../store/attestation-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { openDecision, type RecordRow } from '../store/record-store.js';
import { birthDateOnRecord } from '../views/record-view.js';
import { evidenceOf } from './evidence-of.js';
import type { IndexEntry } from './protocol.js';

/**
 * What the index knows of these records. Not effective, not final, out of scope, sealed, withheld: in no list, and known at all only
 * where a day lies ahead that puts it into one. Of a person only names and documents that an effective record states, and with
 * them those of everybody who is one with the person: their own come first.
 */
export type LoadEntries = (transaction: Transaction, rows: readonly RecordRow[]) => Promise<IndexEntry[]>;

type Placed = Pick<IndexEntry, 'lists' | 'turnsOn'>;

/** Loads entries as the law places them. */
export function entryLoader(keys: KeyRing, { pack, settings }: RegistryLaw): LoadEntries {
  const next = nextDisclosure(pack, settings);
  const placed = (row: RecordRow, person: StoredPerson, now: Date): Placed => {
    if (row.canary) return { lists: [canaryList], turnsOn: null };
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
    const together = await mergedPersonStore(transaction).together(personIds);
    const everybody = [...new Set([...together.values()].flat())];
    const persons = await personStore(keys, transaction).load(everybody);
    const statedOf = await attestationStore(transaction).effectiveFacts(everybody);
    return effective.flatMap((row) => {
      const person = persons.get(row.personId);
      if (person === undefined) return [];
      const { lists, turnsOn } = placed(row, person, transaction.now);
      if (lists.length === 0 && turnsOn === null) return [];
      // Of what nobody may be told of, the thread learns no more than when to ask again.
      if (lists.length === 0) return [{ recordId: row.id, lists, evidence: { id: row.id }, turnsOn }];
      const members = together.get(row.personId) ?? [];
      const others = members.flatMap((id) => (id === row.personId ? [] : (persons.get(id) ?? [])));
      const stated = new Set(members.flatMap((id) => [...(statedOf.get(id) ?? [])]));
      return [{ recordId: row.id, lists, evidence: evidenceOf(row.id, [person, ...others], stated), turnsOn }];
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
