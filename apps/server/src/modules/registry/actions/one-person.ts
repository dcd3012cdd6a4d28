import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Registry } from '../registry.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';

/**
 * The persons who own what an entry names, in its order, each once; none where nobody is on record by it.
 * @throws DomainError `registry-person-ambiguous` where they are not all one person
 */
export async function oneOwner(
  transaction: Transaction,
  owners: readonly (string | undefined)[],
): Promise<readonly string[]> {
  const known = [...new Set(owners.filter((owner) => owner !== undefined))];
  const [first] = known;
  if (first === undefined || known.length === 1) return known;
  const together = (await mergedPersonStore(transaction).together([first])).get(first) ?? [];
  return known.every((owner) => together.includes(owner)) ? known : refuse('registry-person-ambiguous');
}

/** Everybody else who is one with a person, opened. */
export async function othersAsOne(
  { kernel }: Registry,
  context: ActContext,
  personId: string,
): Promise<readonly StoredPerson[]> {
  const together = (await mergedPersonStore(context).together([personId])).get(personId) ?? [];
  const others = together.filter((id) => id !== personId);
  return [...(await personStore(kernel.keys, context).load(others)).values()];
}
