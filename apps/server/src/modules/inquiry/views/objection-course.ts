import type { Letter, ObjectionCourse, Words } from '@gatehouse/contract';
import {
  answerText,
  civilDateAt,
  dayInWords,
  noticeText,
  type ObjectedOutcome,
  type ObjectionStep,
} from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { organisationName, type Platform } from '../doors.js';
import { interimText, isVoid, readCourse, type ReadStep } from '../rules/objection.js';
import type { Application } from '../store/application-store.js';
import { type ObjectionRow, objectionStore, type RepairRow } from '../store/objection-store.js';
import { toldStore } from '../store/told-store.js';
import words from '../words.json' with { type: 'json' };
import { authorityName, titleIn } from './consent-words.js';

/**
 * Where the objection to an answer is, for the person or for whoever sees the inquiry. Before the answer is told to the unit only the
 * person sees that there is one; the database shows it to nobody else.
 */
export async function objectionCourseView(
  platform: Platform,
  transaction: Transaction,
  row: Application,
  objection: ObjectionRow | undefined,
): Promise<ObjectionCourse | undefined> {
  if (objection === undefined) return undefined;
  const state = stateOf(row, objection);
  if (state === undefined) return undefined;
  const store = objectionStore(transaction);
  const { doors } = platform;
  const outcome = await outcomeOf(platform, transaction, row);
  const taken = await store.steps(objection.id);
  const at = taken[0]?.begunAt ?? objection.at;
  const hasEnded = objection.endedAt !== null;
  // The course of one that is kept begins with the release; until then nobody can say when its steps are due.
  const steps = state === 'kept' ? [] : readCourse(doors.law, outcome, { at, taken, hasEnded, now: transaction.now });
  const authorities = new Map(taken.map((step) => [step.step, step.authorityId]));
  const isPerson = transaction.viewer.kind !== 'account';
  const repairs = state === 'corrected' || state === 'recalled' ? await store.repairs(objection.id) : [];
  const called = await doors.called(
    transaction,
    repairs.map(({ organisationId }) => organisationId),
  );
  const letter = isPerson && hasEnded ? await letterFor(platform, transaction, row, outcome) : undefined;
  return {
    state,
    steps: await Promise.all(
      steps.map((step) => shownStep(platform, transaction, row, step, authorities.get(step.step.id) ?? null)),
    ),
    ...(hasEnded
      ? {}
      : { interim: answerText(doors.law.pack, interimText(outcome, row.standing, isPerson ? 'person' : 'unit'), {}) }),
    ...(letter === undefined ? {} : { letter }),
    repairs: repairs.map((repair) => shownRepair(platform, transaction, repair, called(repair.organisationId))),
  };
}

function stateOf(row: Application, { endedAt, outcome }: ObjectionRow): ObjectionCourse['state'] | undefined {
  if (outcome !== null) return outcome;
  if (endedAt !== null) return undefined;
  return row.releasedAt === null ? 'kept' : 'open';
}

/** What the answer said that is objected to; a course begins with what bars somebody unless it is known to be nothing. */
async function outcomeOf({ kernel }: Platform, transaction: Transaction, row: Application): Promise<ObjectedOutcome> {
  const decision = await toldStore(kernel.keys, transaction).openDecision(row);
  return decision?.outcome === 'no_record' ? 'no_record' : 'record_found';
}

async function shownStep(
  platform: Platform,
  transaction: Transaction,
  row: Application,
  { step, state, dueAt, overdue, endedAt }: ReadStep,
  authorityId: string | null,
): Promise<ObjectionCourse['steps'][number]> {
  return {
    title: step.title,
    by: await responsibleFor(platform, transaction, row, step, authorityId),
    state,
    dueAt: dueAt.toISOString(),
    overdue,
    ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
  };
}

function shownRepair(
  { doors }: Platform,
  transaction: Transaction,
  { id, kind, part, organisationId, dueAt, doneAt }: RepairRow,
  by: Words,
): ObjectionCourse['repairs'][number] {
  return {
    id,
    what: titleIn(doors.law.pack.repairs, kind),
    by,
    dueAt: dueAt.toISOString(),
    overdue: (doneAt ?? transaction.now) >= dueAt,
    ...(doneAt === null ? {} : { doneAt: doneAt.toISOString() }),
    mayDo: doneAt === null && doesRepairs(transaction.viewer, part, organisationId),
  };
}

function doesRepairs(viewer: Viewer, part: string, organisationId: string): boolean {
  if (viewer.kind !== 'account' || viewer.organisationId !== organisationId) return false;
  return viewer.roles.some((role) =>
    part === 'unit'
      ? role === 'clerk' || role === 'qualification'
      : role === 'reviewer' || role === 'qualification-approver',
  );
}

/** Who has to do a step, by name where an organisation is known. */
export async function responsibleFor(
  platform: Platform,
  transaction: Transaction,
  row: Application,
  step: Pick<ObjectionStep, 'responsible'> | undefined,
  authorityId: string | null,
): Promise<Words> {
  if (step?.responsible === 'registry') return words.responsible.registry;
  if (authorityId !== null) return organisationName(await platform.doors.organisation(transaction, authorityId));
  return step?.responsible === 'ministry' ? words.responsible.ministry : authorityName(platform, transaction, row);
}

async function letterFor(
  platform: Platform,
  transaction: Transaction,
  row: Application,
  outcome: ObjectedOutcome,
): Promise<Letter> {
  return isVoid(row.state)
    ? filledLetter(platform, transaction, row, 'objection_upheld')
    : reasonsLetter(platform, transaction, row, outcome);
}

/** The letter with the reasons for which an answer stands, in plain words; nothing of what is on record stands in it. */
export async function reasonsLetter(
  platform: Platform,
  transaction: Transaction,
  row: Application,
  outcome: ObjectedOutcome,
): Promise<Letter> {
  return filledLetter(platform, transaction, row, outcome === 'no_record' ? 'objection_no_record' : 'objection_stands');
}

async function filledLetter(
  platform: Platform,
  transaction: Transaction,
  row: Application,
  id: string,
): Promise<Letter> {
  const { law, organisation } = platform.doors;
  const objection = await objectionStore(transaction).latest(row.id);
  const authority = await authorityName(platform, transaction, row);
  return noticeText(law.pack, id, {
    unit: organisationName(await organisation(transaction, row.unitId)),
    authority,
    contact: authority,
    post: titleIn(law.pack.postClasses, row.postClass),
    objectedOn: dayInWords(civilDateAt(objection?.at ?? transaction.now)),
  });
}
