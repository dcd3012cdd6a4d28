import type { MergedPart, MergeView } from '@gatehouse/contract';
import type { StoredPerson } from '../store/person-store.js';
import { openDecision, type RecordRow } from '../store/record-store.js';
import { asOne, type KnownPerson } from './as-one.js';
import { evidenceLines, identityOnRecordWords } from './comparison-view.js';
import { maskedDocuments } from './record-view.js';

/** What of one side of a merge may be shown: facts that are stated, and the records that state them. */
type Side = {
  readonly parts: readonly StoredPerson[];
  readonly stated: ReadonlySet<string>;
  readonly records: readonly { readonly row: RecordRow; readonly person: StoredPerson }[];
};

/** Two persons on record line by line, as asked and recorded are in a comparison. */
export function mergeLines(one: Side, other: Side): MergeView['lines'] {
  const { names, documents, sex, birthDate, nationality } = statedOf(one);
  const current = names.find(({ kind }) => kind === 'current') ?? names[0];
  const asked = {
    name: current?.name ?? '',
    formerNames: names.filter((name) => name !== current).map(({ name }) => name),
    documents: documents.map(({ type, number }) => ({ type, number })),
    sex: sex ?? undefined,
    birthDate: birthDate ?? undefined,
    nationality: nationality ?? undefined,
  };
  return evidenceLines(asked, statedOf(other));
}

/** One side beside the lines: names, how identity was established, and kind, day and body of each decision. */
export function mergeSideView(side: Side): MergeView['one'] {
  const decisions = side.records.map(({ row, person }) => openDecision(person.sealer, row));
  return {
    names: statedOf(side).names.map(({ name, kind, validFrom, validTo }) => ({ name, kind, validFrom, validTo })),
    identity: identityOnRecordWords(decisions.map(({ identityEstablishedBy }) => identityEstablishedBy)),
    decisions: decisions.map(({ kind, decisionDate, decidingBodyName }) => ({ kind, decisionDate, decidingBodyName })),
  };
}

function statedOf({ parts, stated }: Side): KnownPerson {
  const isStated = ({ id }: { readonly id: string }) => stated.has(id);
  return asOne(
    parts.map((part) => ({
      ...part,
      names: part.names.filter(isStated),
      documents: part.documents.filter(isStated),
    })),
  );
}

/** One of the persons that a merged person was made of. */
export function mergedPart(person: StoredPerson, recordIds: readonly string[]): MergedPart {
  return {
    personId: person.id,
    names: person.names.map(({ name, kind, validFrom, validTo }) => ({ name, kind, validFrom, validTo })),
    documents: maskedDocuments(person),
    recordIds: [...recordIds],
  };
}
