import { civilDateAt } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { workTogether } from '../../../kernel/together.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { afterPeriod, owedFrom } from '../rules/gap-course.js';
import { gapsOfRoster } from '../rules/gaps.js';
import { emptyPosts, orderOf, rosterCounts, shortOf, stateOf } from '../rules/headcount.js';
import { coverageStore, rosterStore } from '../store/coverage-store.js';
import { employmentStore } from '../store/employment-store.js';
import { gapStore } from '../store/gap-store.js';
import { headcountStore } from '../store/headcount-store.js';
import { postAnswerStore } from '../store/post-answer-store.js';
import { answersOf } from '../views/unit-roster.js';
import { documentTokens } from '../store/person-store.js';
import { fixCoverage } from './fix-coverage.js';
import { lookAtEmployments } from './look-at-employments.js';
import { carryGap, courseOf, reconcileRosterGaps } from './reconcile-gaps.js';
import { sweepUnentered } from './sweep-unentered.js';
import { tellProcuratorate, tellProcuratorateAgain } from './tell-procuratorate.js';

const viewer = systemViewer('coverage');
const chunk = 100;
/** Units named together to learn which of them were looked at today. */
const unitsAtOnce = 1000;
const always = (): boolean => true;

/** Looks at what was marked since: employments that changed or whose checks did, and units of which others counted anew. */
export async function lookAtMarked(workplace: Workplace, goesOn = always): Promise<void> {
  while (
    goesOn() &&
    (await together(workplace, (transaction) => coverageStore(transaction).marked(chunk), lookAtThese))
  )
    continue;
  while (goesOn() && (await together(workplace, (transaction) => rosterStore(transaction).stale(chunk), lookAtUnits)))
    continue;
}

/**
 * Finds what time alone brings: employments whose day has come, the rosters of all units once a day, what everybody is shown once a
 * period, units that were entered since a register named them, and clocks that ran out.
 */
export async function sweepCoverage(workplace: Workplace, goesOn = always): Promise<void> {
  await lookAtMarked(workplace, goesOn);
  const today = civilDateAt(workplace.kernel.clock.now());
  while (
    goesOn() &&
    (await together(workplace, (transaction) => coverageStore(transaction).dueToLook(today, chunk), lookAtThese))
  )
    continue;
  if (!goesOn()) return;
  await lookAtAllUnits(workplace, today);
  await sweepUnentered(workplace, goesOn);
  await fixCoverage(workplace);
  await sweepGaps(workplace, goesOn);
}

/**
 * Inquiries changed: whoever of their units is on a roster under one of their documents is looked at again.
 */
export async function noteChecks(workplace: Workplace, inquiryIds: readonly string[]): Promise<void> {
  const { kernel, doors } = workplace;
  const resting = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const store = coverageStore(transaction);
    if (!(await store.hasEmployments())) return [];
    const about = await doors.whomChecksAreAbout(transaction, inquiryIds);
    for (const { unitId, documents } of about)
      await store.markHolders(unitId, documentTokens(kernel.keys, documents).held);
    // What was erased leads to nobody any more; who rests on it is known here.
    return about.length < inquiryIds.length ? store.restingOn(inquiryIds) : [];
  });
  await lookAtMarked(workplace);
  await lookTogether(workplace, resting, lookAtThese);
}

/** Works the ids that are found in one act; answers whether there were any. */
async function together(
  workplace: Workplace,
  find: (transaction: Transaction) => Promise<readonly string[]>,
  work: (workplace: Workplace, context: ActContext, ids: readonly string[]) => Promise<void>,
): Promise<boolean> {
  const { database, clock } = workplace.kernel;
  const ids = await withTransaction(database, viewer, clock.now(), find);
  await lookTogether(workplace, ids, work);
  return ids.length > 0;
}

/** Many in one act; one that cannot be looked at leaves the others. */
async function lookTogether(
  workplace: Workplace,
  ids: readonly string[],
  work: (workplace: Workplace, context: ActContext, ids: readonly string[]) => Promise<void>,
): Promise<void> {
  if (ids.length === 0) return;
  await workTogether(ids, (these) =>
    act(workplace.kernel, viewer, 'workforce.look', (context) => work(workplace, context, these)),
  );
}

async function lookAtThese(workplace: Workplace, context: ActContext, ids: readonly string[]): Promise<void> {
  const store = coverageStore(context);
  await store.unmark(ids);
  await context.record({ details: { employments: ids.length } });
  await lookAtEmployments(workplace, context, ids);
  const units = new Set((await store.employments(ids)).map(({ unitId }) => unitId));
  await compareRosters(workplace, context, [...units]);
}

async function lookAtUnits(workplace: Workplace, context: ActContext, unitIds: readonly string[]): Promise<void> {
  await context.record({ details: { units: unitIds.length } });
  await compareRosters(workplace, context, unitIds);
}

/** Compares what units have on their rosters with what others say of their size. */
async function compareRosters(workplace: Workplace, context: ActContext, unitIds: readonly string[]): Promise<void> {
  const { doors } = workplace;
  const { pack } = doors.law;
  const today = civilDateAt(context.now);
  const counted = await employmentStore(context).headCounts(today, unitIds);
  const answers = await postAnswerStore(context).current(unitIds);
  const expectations = await headcountStore(context).list(unitIds);
  for (const unitId of unitIds) {
    const unit = await doors.organisation(context, unitId);
    if (unit === undefined || unit.unitType === null) {
      await rosterStore(context).passOver(unitId);
      continue;
    }
    const roster = rosterCounts(counted.filter((one) => one.unitId === unitId));
    const expected = expectations.filter((one) => one.unitId === unitId);
    const authority = await doors.authorityOf(context, unit);
    const answered = answersOf(unitId, answers);
    const findings = shortOf(pack, unit.unitType, expected, roster, answered, today);
    const looked = { unitId, ...authority, state: stateOf(findings), ...orderOf(findings) };
    const since = await rosterStore(context).look(looked);
    const asked = emptyPosts(pack, unit.unitType, roster, answered, today);
    const facts = { unitId, since, lookedAt: context.now, roster, expected, emptyPosts: asked };
    const gaps = gapsOfRoster(pack, facts);
    await reconcileRosterGaps(workplace, context, { ...authority, unitId, toldUnit: true }, gaps);
  }
}

/** Every open unit of the country, a hundred at a time; those looked at today are passed over, so that a kill costs one chunk. */
async function lookAtAllUnits(workplace: Workplace, today: string): Promise<void> {
  const { database, clock } = workplace.kernel;
  let after: string | undefined;
  for (;;) {
    const { last, ids } = await withTransaction(database, viewer, clock.now(), async (transaction) => {
      const units = await workplace.doors.unitsAfter(transaction, after, unitsAtOnce);
      const done = await rosterStore(transaction).lookedOn(
        units.map(({ id }) => id),
        today,
      );
      const last = units.length < unitsAtOnce ? undefined : units.at(-1)?.id;
      return { last, ids: units.filter(({ id }) => !done.has(id)).map(({ id }) => id) };
    });
    for (let at = 0; at < ids.length; at += chunk)
      await lookTogether(workplace, ids.slice(at, at + chunk), lookAtUnits);
    if (last === undefined) break;
    after = last;
  }
  await withTransaction(database, viewer, clock.now(), (transaction) => rosterStore(transaction).unlist(today));
}

/**
 * Marks steps of gaps that are late, each once, with an entry for whoever is responsible and the authority above. What a unit did not do
 * by itself its authority has to order; what stays undone is owed to the procuratorate when the pack's period has passed.
 */
async function sweepGaps(workplace: Workplace, goesOn: () => boolean): Promise<void> {
  const { database, clock } = workplace.kernel;
  for (let more = true; more && goesOn();) {
    const { late, owed } = await withTransaction(database, viewer, clock.now(), async (transaction) => {
      const store = gapStore(transaction);
      return { late: await store.late(chunk), owed: await store.owed(chunk) };
    });
    for (const id of late) await escalate(workplace, id);
    for (const id of owed) await oweToProcuratorate(workplace, id);
    more = late.length === chunk || owed.length === chunk;
  }
}

async function escalate(workplace: Workplace, gapId: string): Promise<void> {
  const { kernel, doors } = workplace;
  await act(kernel, viewer, 'workforce.escalate-gap', async (context) => {
    const store = gapStore(context);
    const { gap, step } = await store.atStep(gapId);
    const object = { kind: 'workforce.gap', id: gap.id };
    const move = afterPeriod(courseOf({ gap, step }), doors.law, context.now);
    if (move.do === 'stay') {
      await store.markLate(step);
      if (gap.escalatedAt === null)
        await store.update(gap.id, { escalatedAt: context.now, owedFrom: owedFrom(doors.law, context.now) });
      await tellProcuratorateAgain(workplace, context, gap);
    } else {
      await carryGap(workplace, context, { gap, step }, move, 'system:coverage', { overdueAt: context.now });
    }
    const told = [step.organisationId, move.do === 'stay' ? gap.superiorId : gap.reviewerId];
    await context.record({ object, details: { late: step.step } });
    for (const organisation of told)
      if (organisation !== null)
        await context.record({ object, details: { late: step.step, organisation, way: 'page' } });
  });
}

async function oweToProcuratorate(workplace: Workplace, gapId: string): Promise<void> {
  await act(workplace.kernel, viewer, 'workforce.escalate-gap', async (context) => {
    const { owedAt } = await gapStore(context).byId(gapId);
    if (owedAt === null) await gapStore(context).update(gapId, { owedAt: context.now });
    await context.record({ object: { kind: 'workforce.gap', id: gapId }, details: { owedTo: 'procuratorate' } });
    await tellProcuratorate(workplace, context, gapId);
  });
}
