import type { AnswerOf, objectionEndpoints, Words } from '@gatehouse/contract';
import { objectionCourse } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { organisationName, type Platform, remembering } from '../doors.js';
import { objectionFigures } from '../rules/objection.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { objectionStore, type RepairRow, type StepRow } from '../store/objection-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';
import { titleIn } from '../views/consent-words.js';
import { reasonsLetter, responsibleFor } from '../views/objection-course.js';

type Listed = AnswerOf<typeof objectionEndpoints.list>;
type Above = AnswerOf<typeof objectionEndpoints.listAbove>;

/** What waits for this authority in objections and after them, and what is late below it; the worst first. */
export async function listObjections(house: Platform, viewer: Viewer): Promise<Listed> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const platform = remembering(house);
  return act(platform.kernel, viewer, 'inquiry.list-objections', async (context) => {
    const store = objectionStore(context);
    const own = viewer.organisationId;
    const steps = await store.openSteps();
    const repairs = onceEach(await store.openRepairs()).filter(
      ({ organisationId, superiorId }) => organisationId === own || superiorId === own,
    );
    const ids = [...steps, ...repairs].map(({ applicationId }) => applicationId);
    const rows = new Map((await applicationStore(context).byIds([...new Set(ids)])).map((row) => [row.id, row]));
    const persons = await openPersons(platform.kernel.keys, context, [...rows.values()]);
    const called = await platform.doors.called(context, [
      ...[...rows.values()].map(({ unitId }) => unitId),
      ...repairs.map(({ organisationId }) => organisationId),
    ]);
    const named = (row: Application): Named => ({ name: persons.get(row.id)?.name ?? '', unit: called(row.unitId) });
    const listed: Listed = { steps: [], repairs: [] };
    for (const step of steps) {
      const row = rows.get(step.applicationId);
      if (row !== undefined) listed.steps.push(await stepTask(platform, context, step, row, named(row), own));
    }
    for (const repair of repairs) {
      const row = rows.get(repair.applicationId);
      if (row === undefined) continue;
      const responsible = called(repair.organisationId);
      listed.repairs.push(repairTask(platform, context, repair, { ...named(row), responsible }, own));
    }
    await context.record({ details: { inquiries: [...rows.keys()] } });
    return listed;
  });
}

/** What is to be done about one inquiry once, however many grounds there are for it; the one that is due first. */
function onceEach(repairs: readonly RepairRow[]): RepairRow[] {
  const first = new Map<string, RepairRow>();
  for (const repair of repairs) {
    const key = `${repair.applicationId} ${repair.kind}`;
    if (!first.has(key)) first.set(key, repair);
  }
  return [...first.values()];
}

/** Who and which unit a task is about, in words. */
type Named = { readonly name: string; readonly unit: Words };

async function stepTask(
  platform: Platform,
  context: ActContext,
  step: StepRow,
  row: Application,
  named: Named,
  own: string,
): Promise<Listed['steps'][number]> {
  const { kernel, doors } = platform;
  const decision = await toldStore(kernel.keys, context).openDecision(row);
  const outcome = decision?.outcome === 'no_record' ? 'no_record' : 'record_found';
  const course = objectionCourse(doors.law.pack, outcome, step.begunAt);
  const rule = course.find(({ id }) => id === step.step);
  const isLast = course.at(-1)?.id === step.step;
  const isOwn = step.authorityId === own;
  const letter = isLast && isOwn ? await reasonsLetter(platform, context, row, outcome) : undefined;
  return {
    ...placeOf(doors.law.pack.objectionSteps, course, step),
    inquiryId: row.id,
    ...named,
    responsible: await responsibleFor(platform, context, row, rule, step.authorityId),
    ...clockOf(step, context.now),
    part: isOwn ? (isLast ? 'write' : 'pass-on') : 'watch',
    ...(letter === undefined ? {} : { letter }),
  };
}

function repairTask(
  { doors }: Platform,
  context: ActContext,
  repair: RepairRow,
  named: Named & { readonly responsible: Words },
  own: string,
): Listed['repairs'][number] {
  const { begunAt: _begunAt, ...clock } = clockOf(repair, context.now);
  return {
    repairId: repair.id,
    inquiryId: repair.applicationId,
    ...named,
    what: titleIn([...doors.law.pack.repairs, doors.law.pack.grantReview], repair.kind),
    ...clock,
    part: repair.organisationId === own ? 'do' : 'watch',
  };
}

/** What waits for the ministry. It sees no inquiry, so that neither person nor unit is read. */
export async function listObjectionsAbove({ kernel, doors }: Platform, viewer: Viewer): Promise<Above> {
  return act(kernel, viewer, 'inquiry.list-objections', async (context) => {
    const steps: Above['steps'] = [];
    for (const step of await objectionStore(context).openSteps()) {
      const course = objectionCourse(doors.law.pack, 'record_found', step.begunAt);
      const sender = step.senderId === null ? undefined : await doors.organisation(context, step.senderId);
      steps.push({
        ...placeOf(doors.law.pack.objectionSteps, course, step),
        sender: organisationName(sender),
        ...clockOf(step, context.now),
      });
    }
    await context.record({ details: { steps: steps.map(({ stepId }) => stepId) } });
    return { steps };
  });
}

/** How objections ended in a year. Counts only: leaves no entry. */
export async function readObjectionFigures(
  { kernel, doors }: Platform,
  viewer: Viewer,
  { year }: { readonly year: number },
): Promise<AnswerOf<typeof objectionEndpoints.figures>> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => ({
    year,
    items: objectionFigures(
      doors.law.pack,
      await objectionStore(transaction).figures(`${year}-01-01`, `${year + 1}-01-01`),
    ),
  }));
}

type Titled = { readonly id: string; readonly title: Words };

function placeOf(all: readonly Titled[], course: readonly Titled[], { id, step }: StepRow) {
  const place = course.findIndex((one) => one.id === step);
  return { stepId: id, step: titleIn(all, step), number: place + 1, of: course.length };
}

type Timed = { readonly begunAt: Date; readonly dueAt: Date; readonly overdueAt: Date | null };

function clockOf({ begunAt, dueAt, overdueAt }: Timed, now: Date) {
  return {
    begunAt: begunAt.toISOString(),
    dueAt: dueAt.toISOString(),
    overdue: dueAt <= now,
    ...(overdueAt === null ? {} : { overdueSince: overdueAt.toISOString() }),
  };
}
