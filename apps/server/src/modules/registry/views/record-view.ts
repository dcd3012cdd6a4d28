import type { RecordView, RegistryPersonView } from '@gatehouse/contract';
import { disclosable, typeLabels } from '@gatehouse/law';
import { maskDocumentNumber } from '@gatehouse/matching';
import type { RegistryLaw } from '../law.js';
import { birthDateOf, lawFacts } from '../rules/admission.js';
import { knownAsOn, type LookBack, type ReplayedRecord } from '../rules/history.js';
import type { StoredPerson } from '../store/person-store.js';
import type { RecordRow, StoredAction } from '../store/record-store.js';
import type { Source } from '../store/source-store.js';

/** The documents of a person as pages show them. */
export function maskedDocuments(person: Pick<StoredPerson, 'documents'>): RegistryPersonView['documents'] {
  return person.documents.map(({ id, type, number, validFrom, validTo }) => ({
    id,
    type: type as RegistryPersonView['documents'][number]['type'],
    masked: maskDocumentNumber(number),
    validFrom,
    validTo,
  }));
}

/** The birth date that the law counts ages from. */
export function birthDateOnRecord(person: StoredPerson): string | null {
  const documents = person.documents.map(({ type, number, validFrom, validTo }) => ({
    type: type as RegistryPersonView['documents'][number]['type'],
    number,
    validFrom,
    validTo,
  }));
  return birthDateOf({ ...person, names: [], documents });
}

/** What a record needs to be shown. */
export type ShownRecord = {
  readonly row: RecordRow;
  readonly actions: readonly StoredAction[];
  readonly source: Source;
  readonly person: StoredPerson;
};

/**
 * A record as it was effective and known, or undefined where it is in no view: not yet written, or sealed at the moment of
 * showing, by decision or by law.
 */
export function recordView(
  law: RegistryLaw,
  shown: ShownRecord,
  lookBack: LookBack,
  now: Date,
): RecordView | undefined {
  const { row, actions, source, person } = shown;
  const known = knownAsOn(actions, lookBack);
  if (known === undefined) return undefined;
  const facts = lawFacts(known.decision, birthDateOnRecord(person), known.sealingLiftedOn);
  const placed = disclosable(law.pack, facts, null, now, law.settings);
  return {
    id: row.id,
    personId: row.personId,
    ...stateOf(known),
    labels: typeLabels(law.pack, facts, now, law.settings).labels,
    law: placed.reasons.map(({ words }) => words),
    decision: known.decision,
    source: {
      code: source.code,
      nameEn: source.nameEn,
      nameZh: source.nameZh,
      reference: person.sealer.open('record.reference', row.id, row.referenceSealed),
    },
    enteredBy: row.enteredBy,
    enteredAt: row.enteredAt.toISOString(),
    version: row.version,
    actions: actions
      .filter(({ at, validFrom }) => at <= lookBack.knownAt && validFrom <= lookBack.effectiveOn)
      .map(({ verb, at, validFrom, actor, reason, decision }) => ({
        verb,
        at: at.toISOString(),
        validFrom,
        actor,
        reason,
        decision,
      })),
  };
}

function stateOf({ state, corrected }: ReplayedRecord) {
  return { state, corrected };
}
