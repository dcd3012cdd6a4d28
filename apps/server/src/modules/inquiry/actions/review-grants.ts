import { foldName } from '@gatehouse/matching';
import type { ActContext } from '../../../kernel/act.js';
import type { Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { groundHash, isGrant } from '../rules/grant-review.js';
import { type Application, applicationStore, everyOne } from '../store/application-store.js';
import { objectionStore } from '../store/objection-store.js';
import { documentTokens, openPersons, type SealedPerson } from '../store/person-sealing.js';

/**
 * In the act that tells a record: whoever granted the same person a qualification, at whatever unit the record was told, has to ask anew by a
 * day of the law pack. The body hears that alone; of its own check it has heard the answer. The same person is one of the same number and of a name in common, as on the own page.
 * @param told inquiries whose record is told
 */
export async function reviewGrants(
  { kernel: { keys }, doors }: Platform,
  context: ActContext,
  told: readonly Application[],
): Promise<void> {
  const applications = applicationStore(context);
  const { grantReview } = doors.law.pack;
  const dueAt = endOf(doors.law, grantReview.deadline, context.now);
  const persons = await openPersons(keys, context, told);
  for (const row of told) {
    const person = persons.get(row.id);
    if (person === undefined) continue;
    const alike = await applications.byTokens(documentTokens(keys, person.documents).searched, everyOne);
    const grants = alike.filter((other) => other.unitId !== row.unitId && isGrant(doors.law.pack, other));
    const holders = await openPersons(keys, context, grants);
    const theirs = grants.filter(({ id }) => isNamedAlike(person, holders.get(id)));
    const ordered = await objectionStore(context).reopen(
      theirs.map(({ id, unitId, superiorId }) => ({
        ...{ applicationId: id, organisationId: unitId, superiorId, dueAt },
        ...{ kind: grantReview.id, groundHash: groundHash(row.id) },
      })),
    );
    for (const id of ordered)
      await context.record(
        { object: { kind: 'inquiry', id }, details: { kind: grantReview.id } },
        'inquiry.order-grant-review',
      );
  }
}

function isNamedAlike(one: SealedPerson, other: SealedPerson | undefined): boolean {
  const names = new Set(namesOf(one));
  return other !== undefined && namesOf(other).some((name) => names.has(name));
}

function namesOf({ name, formerNames }: Pick<SealedPerson, 'name' | 'formerNames'>): string[] {
  return [name, ...formerNames].map(foldName).filter((folded) => folded !== '');
}
