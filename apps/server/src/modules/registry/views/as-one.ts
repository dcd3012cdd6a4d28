import type { StoredPerson } from '../store/person-store.js';

/** What is known of a person, without the key it is sealed under. */
export type KnownPerson = Omit<StoredPerson, 'id' | 'sealer'>;

/** Several who are one, as one: a name that both have stands once, and what only one says holds. */
export function asOne(parts: readonly KnownPerson[]): KnownPerson {
  const names = parts.flatMap((part) => part.names);
  return {
    names: names.filter(
      ({ name, kind }, at) => names.findIndex((other) => other.name === name && other.kind === kind) === at,
    ),
    documents: parts.flatMap((part) => part.documents),
    sex: parts.find(({ sex }) => sex !== null)?.sex ?? null,
    birthDate: parts.find(({ birthDate }) => birthDate !== null)?.birthDate ?? null,
    nationality: parts.find(({ nationality }) => nationality !== null)?.nationality ?? null,
  };
}
