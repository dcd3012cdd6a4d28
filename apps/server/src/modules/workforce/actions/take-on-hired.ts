import { isPermitted } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { PersonFields, Workplace } from '../doors.js';
import { employmentStore } from '../store/employment-store.js';
import { documentTokens } from '../store/person-store.js';
import { addToRoster, checkedEntry, handOnMonitoring, ownPlace } from './write-employment.js';

/** Somebody whom an inquiry ended in hiring, as the inquiry knows them, and what was asked beside it. */
export type Hired = {
  readonly inquiryId: string;
  readonly person: PersonFields;
  readonly postClass: string;
  readonly postTitle?: string | undefined;
  readonly employmentForm: string;
  readonly supplierCreditCode?: string | undefined;
  /** Their first day. */
  readonly fromDate: string;
};

/** Which row stands for them now, and whether it was there before; undefined where the unit keeps no roster. */
export type TakenOn = { readonly employmentId: string; readonly isNew: boolean } | undefined;

/**
 * Puts a hire on the roster of the unit that settled it, in the act of the settlement and with an entry of its own. Whoever is in that post
 * class there already stays as they stand: one natural person is one join key.
 * @throws DomainError `roster-problems` with the fields: then nothing is settled either
 */
export async function takeOnHired(at: Workplace, context: ActContext, hired: Hired): Promise<TakenOn> {
  if (!keepsRoster(context.viewer)) return undefined;
  const place = await ownPlace(context, at);
  if (place.unit.unitType === null) return undefined;
  const { inquiryId, ...entry } = hired;
  const { problems, documents } = checkedEntry(at, context.now, entry);
  if (problems.length > 0) refuse('roster-problems', {}, [...problems]);
  const { held } = documentTokens(at.kernel.keys, documents);
  const open = await employmentStore(context).openByTokens(place.unit.id, held, civilDateAt(context.now));
  const standing = open.find(({ postClass }) => postClass === entry.postClass);
  if (standing !== undefined) return { employmentId: standing.id, isNew: false };
  const { row, subjects, touched } = await addToRoster(
    context,
    at,
    place,
    { entry, documents },
    { way: 'hire', inquiryId },
  );
  await handOnMonitoring(context, touched);
  await context.record(
    { object: { kind: 'workforce.employment', id: row.id }, subjects, details: { inquiry: inquiryId } },
    'workforce.add-employment',
  );
  return { employmentId: row.id, isNew: true };
}

/** A body that grants qualifications settles too, and has nobody on a roster. */
function keepsRoster(viewer: Viewer): boolean {
  return viewer.kind === 'account' && viewer.roles.some((role) => isPermitted(role, 'workforce:enter'));
}
