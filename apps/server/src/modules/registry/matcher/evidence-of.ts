import { isDocumentType, type PersonEvidence } from '@gatehouse/matching';
import type { AskedPerson } from '../store/ask-store.js';
import type { StoredPerson } from '../store/person-store.js';

/**
 * What may be compared of a person: the names and documents that are stated, of everybody who is one with them. What one says of
 * sex, birth date or nationality comes from the first of them who says anything.
 */
export function evidenceOf(id: string, parts: readonly StoredPerson[], stated: ReadonlySet<string>): PersonEvidence {
  const names = parts.flatMap((part) => part.names.filter((name) => stated.has(name.id)));
  const documents = parts.flatMap((part) => part.documents.filter((document) => stated.has(document.id)));
  const [name, ...former] = [...names].sort((a, b) => Number(b.kind === 'current') - Number(a.kind === 'current'));
  return {
    id,
    name: name?.name,
    formerNames: former.map((one) => one.name),
    sex: firstOf(parts, 'sex'),
    birthDate: firstOf(parts, 'birthDate'),
    nationality: firstOf(parts, 'nationality'),
    documents: documents.map(({ type, number }) => ({
      docNumber: number,
      docType: isDocumentType(type) ? type : undefined,
    })),
  };
}

function firstOf<K extends 'sex' | 'birthDate' | 'nationality'>(
  parts: readonly StoredPerson[],
  field: K,
): NonNullable<StoredPerson[K]> | undefined {
  return parts.map((part) => part[field]).find((value) => value !== null) ?? undefined;
}

/** A person asked about or enrolled, as the matcher takes them. */
export function askedEvidence({ documents, ...person }: AskedPerson, id = 'asked'): PersonEvidence {
  return {
    id,
    ...person,
    documents: documents.map(({ type, number }) => ({ docType: type, docNumber: number })),
  };
}
