import type { DocumentType } from '../identity-number/index.js';

/** One document; its type is guessed from the number when missing. */
export interface DocumentEvidence {
  readonly docType?: DocumentType | undefined;
  readonly docNumber: string;
}

/**
 * What is known of one person, as written. Only `id` is required; nothing needs to be valid: bad values stay evidence with a
 * reason. `birthDate`: `YYYY-MM-DD`, `YYYYMMDD`, `YYYY年M月D日`, or a year alone. `sex`: male/female, 男/女, 1/2. `nationality`:
 * ISO 3166 code.
 */
export interface PersonEvidence {
  readonly id: string;
  readonly name?: string | undefined;
  readonly formerNames?: readonly string[] | undefined;
  readonly sex?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly documents?: readonly DocumentEvidence[] | undefined;
  readonly nationality?: string | undefined;
}

/** One person's evidence out of two rows that describe the same person: nothing is lost, the first row's values come first. */
export function mergeEvidence(first: PersonEvidence, second: PersonEvidence): PersonEvidence {
  const names = [first.name, ...(first.formerNames ?? []), second.name, ...(second.formerNames ?? [])];
  const [name, ...formerNames] = [...new Set(names.filter((value) => value !== undefined && value !== ''))];
  return {
    id: first.id,
    name,
    formerNames: formerNames.filter((value) => value !== undefined),
    sex: first.sex || second.sex,
    birthDate: first.birthDate || second.birthDate,
    documents: [...(first.documents ?? []), ...(second.documents ?? [])],
    nationality: first.nationality || second.nationality,
  };
}
