import { type ExchangeMessage, heldByUnit } from '@gatehouse/contract';
import { civilDateAt, purposeRequirements } from '@gatehouse/law';
import canonicalize from 'canonicalize';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { PersonFields, Workplace } from '../doors.js';
import { type EnrolmentStep, enrolmentStep } from '../rules/enrolment.js';
import { type EmploymentRow, type Enrolment, enrolmentStore } from '../store/enrolment-store.js';
import { openPersons } from '../store/person-sealing.js';

type EnrolmentMessage = ExchangeMessage<'enrolment.enrol'>;

/** What is enrolled of an employment, but for its id and instant. */
type Held = Omit<EnrolmentMessage, 'enrolmentId' | 'enrolledAt'>;

type Planned = {
  readonly row: EmploymentRow;
  readonly person: PersonFields;
  readonly held: Held;
  readonly standing: Enrolment | undefined;
  readonly step: EnrolmentStep;
  readonly contentToken: Buffer;
};

const viewer = systemViewer('monitoring');

/** Employments of one act: their messages are put into the outbox together or not at all. */
const together = 100;

/**
 * Enrols those of these employments in which somebody serves, as they are held now, and ends the enrolments of the others. Run by a job
 * of whatever changed them, and by a sweep for what a day changes. Repeats safely: what fits already is left alone.
 */
export async function enrolStaff(workplace: Workplace, employmentIds: readonly string[]): Promise<void> {
  for (let from = 0; from < employmentIds.length; from += together)
    await enrolTogether(workplace, employmentIds.slice(from, from + together));
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Finds what a day, or a lost job, has left unfitting: from the first employment to the last. */
export async function sweepEnrolments(workplace: Workplace): Promise<void> {
  const { database, clock } = workplace.kernel;
  for (let after: string | undefined = firstId; after !== undefined;) {
    const from: string = after;
    const ids = await withTransaction(database, viewer, clock.now(), (transaction) =>
      enrolmentStore(transaction).unfitting(civilDateAt(transaction.now), from, together),
    );
    if (ids.length > 0) await enrolTogether(workplace, ids);
    after = ids.length < together ? undefined : ids.at(-1);
  }
}

async function enrolTogether(workplace: Workplace, employmentIds: readonly string[]): Promise<void> {
  const { kernel, doors } = workplace;
  await act(kernel, viewer, 'workforce.enrol', async (context) => {
    const planned = await plan(workplace, context, employmentIds);
    const store = enrolmentStore(context);
    const ending = planned.filter(({ step }) => step === 'leave' || step === 'enrol-anew');
    const leaving = ending.flatMap(({ standing }) => (standing === undefined ? [] : [standing.id]));
    const entering = planned
      .filter(({ step }) => step === 'enrol' || step === 'enrol-anew')
      .map((one) => ({ ...one, id: newId() }));
    await store.end(leaving);
    await store.insert(entering.map(({ id, row, contentToken }) => ({ id, employmentId: row.id, contentToken })));
    const at = context.now.toISOString();
    await doors.sendToRegistry(
      context,
      'enrolment.leave',
      leaving.map((enrolmentId) => ({ enrolmentId, leftAt: at })),
    );
    await doors.sendToRegistry(
      context,
      'enrolment.enrol',
      entering.map(({ id, held }) => ({ ...held, enrolmentId: id, enrolledAt: at })),
    );
    await context.record({ details: { enrolled: entering.length, left: leaving.length } });
    for (const { row, person, held, step } of planned)
      if (step !== 'nothing')
        await context.record({
          object: { kind: 'workforce.employment', id: row.id },
          subjects: person.documents.map((document) => subjectOf(workplace, document)),
          purpose: held.purpose,
          authority: held.legalBases.join(', '),
          details: { step },
        });
  });
}

async function plan(
  { kernel: { keys }, doors }: Workplace,
  context: ActContext,
  employmentIds: readonly string[],
): Promise<Planned[]> {
  const store = enrolmentStore(context);
  const rows = await store.employments(employmentIds);
  const standing = await store.standing(rows.map(({ id }) => id));
  const persons = await openPersons(keys, context, rows);
  const today = civilDateAt(context.now);
  return rows.flatMap((row) => {
    const person = persons.get(row.id);
    if (person === undefined) return [];
    const held = heldOf(doors.law.pack, row, person, context.now);
    const [newest, ...older] = keys
      .tokens('workforce.enrolled', canonicalize(held) ?? '')
      .map((token) => Buffer.from(token));
    if (newest === undefined) return [];
    const one = standing.get(row.id);
    const isAsHeld = [newest, ...older].some((token) => one?.contentToken.equals(token));
    const enrolled = one === undefined ? 'none' : isAsHeld ? 'as-held' : 'otherwise';
    const step = enrolmentStep(row, today, held.legalBases.length > 0, enrolled);
    return [{ row, person, held, standing: one, step, contentToken: newest }];
  });
}

/** What the registry has to know: all names and documents that the unit holds, and the terms of the pack's purpose for monitoring. */
function heldOf(
  pack: Workplace['doors']['law']['pack'],
  { postClass, unitType, divisionCode }: EmploymentRow,
  { name, formerNames, sex, birthDate, nationality, documents }: PersonFields,
  now: Date,
): Held {
  const { purpose } = pack.monitoring;
  return {
    ...{ purpose, postClass, unitType, divisionCode, identityProof: heldByUnit },
    legalBases: purposeRequirements(pack, purpose, postClass, unitType, now).legalBases,
    person: {
      name,
      formerNames: [...formerNames],
      ...(sex === 'male' || sex === 'female' ? { sex } : {}),
      ...(birthDate === undefined ? {} : { birthDate }),
      ...(nationality === undefined ? {} : { nationality }),
      documents: documents as Held['person']['documents'],
    },
  };
}

function subjectOf({ kernel: { keys } }: Workplace, { type, number }: PersonFields['documents'][number]): string {
  return Buffer.from(keys.token('journal.subject', `${type}:${number}`)).toString('hex');
}
