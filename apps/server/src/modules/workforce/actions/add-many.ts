import type { ActContext } from '../../../kernel/act.js';
import type { Workplace } from '../doors.js';
import { termsOf } from '../rules/employment.js';
import { employmentStore } from '../store/employment-store.js';
import { newPersonSealers } from '../store/person-sealing.js';
import { documentTokens, personStore } from '../store/person-store.js';
import { newRow, type Origin, type Place, type SoundEntry } from './write-employment.js';

/**
 * Puts many on the roster of a unit by a handful of statements, as `addToRoster` does one. Whoever stands in that post class there and was not
 * closed is left to it.
 * @returns the employment of each, in their order; undefined where it is left
 */
export async function addManyToRoster(
  context: ActContext,
  { kernel: { keys } }: Workplace,
  place: Place,
  entries: readonly SoundEntry[],
  origin: Origin,
  actor?: string,
): Promise<(string | undefined)[]> {
  const store = employmentStore(context);
  const personIds = await personStore(context).personsOf(
    entries.map(({ documents }) => documentTokens(keys, documents)),
  );
  const standing = await store.notEndedOf(place.unit.id, personIds);
  const held = new Set(standing.map(({ personId, postClass }) => `${personId} ${postClass}`));
  const isLeft = entries.map(({ entry }, at) => {
    const post = `${personIds[at] ?? ''} ${entry.postClass}`;
    if (held.has(post)) return true;
    held.add(post);
    return false;
  });
  const sealers = await newPersonSealers(keys, context, isLeft.filter((left) => !left).length);
  const rows = entries.map((entry, at) => {
    const personId = personIds[at];
    const sealer = isLeft[at] === true ? undefined : sealers.shift();
    if (personId === undefined || sealer === undefined) return undefined;
    const { id, adding } = newRow(place, entry, { personId, sealer, origin });
    const action = { verb: 'add' as const, terms: termsOf(entry.entry), personId };
    return { id, row: adding, action };
  });
  await store.insertMany(
    rows.flatMap((one) => one ?? []),
    actor,
  );
  return rows.map((one) => one?.id);
}
