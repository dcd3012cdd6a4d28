import { sql as rawSql } from 'kysely';
import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { Organisation, Platform } from '../doors.js';
import { type CheckedDraft, checkDraft, type DraftFields } from '../rules/draft-check.js';
import { openStates } from '../rules/states.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { documentTokens, type SealedPerson } from '../store/person-sealing.js';

/** The unit on whose behalf an account prepares, with the kind under which the law pack knows it. */
export type PreparingUnit = Organisation & { readonly unitType: string };

/** The unit of the account that acts. */
export async function preparingUnit(context: Transaction, { doors }: Platform): Promise<PreparingUnit> {
  if (context.viewer.kind !== 'account') refuse('not-signed-in');
  return unitById(context, { doors }, context.viewer.organisationId);
}

/** A unit by its id. A qualification body has no unit type of its own: the pack knows it by its kind. */
export async function unitById(
  context: Transaction,
  { doors }: Pick<Platform, 'doors'>,
  id: string,
): Promise<PreparingUnit> {
  const organisation = await doors.organisation(context, id);
  if (organisation === undefined) refuse('not-found');
  const unitType = organisation.unitType ?? (organisation.kind === 'qualification' ? 'qualification_body' : '');
  return { ...organisation, unitType };
}

/** Checks a draft against the law pack and the numbers this node takes. */
export function checkFor(
  { doors }: Pick<Platform, 'doors'>,
  unitType: string,
  now: Date,
  draft: DraftFields,
): CheckedDraft {
  const { law, inventedNumbers } = doors;
  return checkDraft(draft, { pack: law.pack, unitType, now, inventedNumbers });
}

/** The columns that a checked draft gives to its row; the person is sealed by the caller. */
export function columnsOf(draft: DraftFields, checked: CheckedDraft) {
  return {
    purpose: draft.purpose,
    postClass: draft.postClass,
    employmentForm: draft.employmentForm,
    startDate: checked.problems.some(({ path }) => path === 'startDate') ? null : (draft.startDate ?? null),
    urgent: draft.urgent,
    standing: checked.standing,
    permission: checked.permission,
    legalBases: checked.legalBases,
    guardianNeeded: checked.guardianNeeded,
    problems: JSON.stringify(checked.problems),
    problemCount: checked.problems.length,
  };
}

/** What is sealed of a draft: documents in their one form where they can be read, else as entered. */
export function personOf(draft: DraftFields, checked: CheckedDraft): SealedPerson {
  const { person } = draft;
  return {
    name: person.name,
    formerNames: person.formerNames,
    sex: person.sex,
    birthDate: person.birthDate,
    nationality: person.nationality,
    documents: person.documents.map((entered, at) => {
      const read = checked.documents[at];
      return read === undefined || read.number === '' ? entered : read;
    }),
    postTitle: draft.postTitle,
    remarks: draft.remarks,
  };
}

/**
 * An open inquiry of the same unit about the holder of one of these documents for the same purpose. The unit's drafts are
 * written one after the other, so that two at once are noticed too.
 */
export async function duplicateOf(
  context: ActContext,
  keys: KeyRing,
  unitId: string,
  purpose: string,
  checked: CheckedDraft,
  except?: string,
): Promise<Application | undefined> {
  await rawSql`select pg_advisory_xact_lock(hashtextextended(${unitId}, 0))`.execute(context.sql);
  const { searched } = documentTokens(keys, checked.documents);
  const others = await applicationStore(context).byTokens(searched);
  return others.find(
    (other) =>
      other.id !== except && other.unitId === unitId && other.purpose === purpose && openStates.includes(other.state),
  );
}
