/** Where in the word of a provider a person's name and number stand, and of what document the number is. */
export type PersonClaims = {
  /** Names of claims; one inside another by a dot, as in `verified_claims.claims.name`. */
  readonly name: string;
  readonly number: string;
  /** The document that the provider proves people by. */
  readonly documentType: string;
};

/** A person as a provider has proven them. */
export type ProvenPerson = {
  readonly name: string;
  readonly document: { readonly type: string; readonly number: string };
};

/** The person of whom a provider speaks; undefined where it does not say both name and number. */
export function personOf(
  said: Readonly<Record<string, unknown>>,
  { name: nameClaim, number: numberClaim, documentType }: PersonClaims,
): ProvenPerson | undefined {
  const [name, number] = [textAt(said, nameClaim), textAt(said, numberClaim)];
  return name === undefined || number === undefined ? undefined : { name, document: { type: documentType, number } };
}

const longest = 100;

function textAt(said: unknown, claim: string): string | undefined {
  const value = claim.split('.').reduce(within, said);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > longest ? undefined : text;
}

function within(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
