import { coverageStates } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { Workplace } from '../doors.js';
import { countsForOthers, withoutOutcomes } from '../rules/certificate.js';
import { checkUnderWay } from '../rules/checks.js';
import { coverageOf } from '../rules/coverage.js';
import { neverBegan } from '../rules/employment.js';
import { type CheckFacts, type EmploymentFacts, isAtWork } from '../rules/facts.js';
import { gapsOfEmployment } from '../rules/gaps.js';
import { nextLook } from '../rules/next-look.js';
import { type CoverageRow, coverageStore, type Employment } from '../store/coverage-store.js';
import { openPersons } from '../store/person-sealing.js';
import { prohibitionsOf, tellPlacements } from './prohibitions-of.js';
import { reconcileGaps, type Seen } from './reconcile-gaps.js';

/**
 * Looks at employments as they stand now: which checks speak about each, its state, and what is missing. Everything that follows from
 * it is written in the same act. Safe to repeat: nothing changes where nothing did.
 */
export async function lookAtEmployments(
  workplace: Workplace,
  context: ActContext,
  employmentIds: readonly string[],
): Promise<void> {
  const { kernel, doors } = workplace;
  const store = coverageStore(context);
  const rows = await store.employments(employmentIds);
  const persons = await openPersons(kernel.keys, context, rows);
  const known = await store.checks(employmentIds);
  const checks = await doors.checksOf(
    context,
    rows.flatMap(({ id, unitId }) => {
      const person = persons.get(id);
      if (person === undefined) return [];
      const { name, documents } = person;
      return [
        { key: id, unitId, name, documents, inquiryIds: (known.get(id) ?? []).map(({ inquiryId }) => inquiryId) },
      ];
    }),
  );
  const watched = await doors.monitoring?.(context, employmentIds);
  const prohibitions = await prohibitionsOf(workplace, context, rows, persons);
  const seen: Seen[] = [];
  const written: CoverageRow[] = [];
  for (const row of rows) {
    const facts: EmploymentFacts = {
      ...factsOf(row, withErased(checks.get(row.id) ?? [], known.get(row.id) ?? [])),
      monitoring: watched === undefined ? 'not_kept' : (watched.get(row.id) ?? 'unwatched'),
      prohibitions: prohibitions.get(row.id) ?? [],
    };
    await store.writeChecks(row.id, facts.checks);
    const covered = coverageRow(row, facts, workplace, context.now);
    written.push(covered);
    seen.push({
      row,
      state: covered.state,
      isAtWork: isAtWork(facts, civilDateAt(context.now)),
      neverBegan: neverBegan(facts),
      underWay: checkUnderWay(facts.checks, doors.law, context.now),
      gaps: gapsOfEmployment(facts, doors.law, context.now),
    });
  }
  await store.write(written);
  await tellPlacements(workplace, context, rows, prohibitions);
  await reconcileGaps(workplace, context, seen);
}

/** A check whose inquiry was erased since speaks on as it was last known: what was done in time stays done in time. */
function withErased(checks: readonly CheckFacts[], known: readonly CheckFacts[]): readonly CheckFacts[] {
  const told = new Set(checks.map(({ inquiryId }) => inquiryId));
  return [...checks, ...known.filter(({ inquiryId }) => !told.has(inquiryId))];
}

function factsOf(row: Employment, checks: readonly CheckFacts[]): Omit<EmploymentFacts, 'monitoring'> {
  const { id: employmentId, unitType, postClass, fromDate, untilDate, changedAt, endedAt } = row;
  return { employmentId, unitType, postClass, fromDate, untilDate, changedAt, endedAt, checks };
}

function coverageRow(row: Employment, facts: EmploymentFacts, { doors }: Workplace, now: Date): CoverageRow {
  const { state, since, dueOn, answeredOn, notice, inquiryId, isProhibited } = coverageOf(facts, doors.law, now);
  return {
    employmentId: row.id,
    unitId: row.unitId,
    reviewerId: row.reviewerId,
    superiorId: row.superiorId,
    postClass: row.postClass,
    // Who has yet to begin is shown too: that is when a check still comes in time.
    isOpen: row.untilDate === null || (row.untilDate >= civilDateAt(now) && !neverBegan(row)),
    state,
    urgency: coverageStates.indexOf(state),
    since,
    dueOn,
    answeredOn,
    notice,
    inquiryId,
    isProhibited,
    isChecked: countsForOthers(facts, doors.law, now),
    lookAgainOn: earliest(nextLook(facts, doors.law, now), nextLook(withoutOutcomes(facts), doors.law, now)),
    lookedAt: now,
  };
}

/** The earlier of two days, where there are any. */
function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
