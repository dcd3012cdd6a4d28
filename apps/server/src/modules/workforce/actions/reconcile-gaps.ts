import type { CoverageState } from '@gatehouse/contract';
import { gapCourse, purposeRequirements } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { UnitAuthority, Workplace } from '../doors.js';
import { afterLook, dueFrom, type Move } from '../rules/gap-course.js';
import type { Gap } from '../rules/gaps.js';
import type { Employment } from '../store/coverage-store.js';
import { type GapAtStep, gapStore } from '../store/gap-store.js';
import { tellProcuratorateAgain } from './tell-procuratorate.js';

/** What was seen of an employment: where it stands, and what is missing about it. */
export type Seen = {
  readonly row: Employment;
  readonly state: CoverageState;
  readonly isAtWork: boolean;
  readonly neverBegan: boolean;
  readonly gaps: readonly Gap[];
};

/** Whom a gap concerns. */
export type Concerned = UnitAuthority & { readonly unitId: string; readonly toldUnit: boolean };

/** Opens what is newly missing about these employments, and takes on or closes what was. */
export async function reconcileGaps(workplace: Workplace, context: ActContext, seen: readonly Seen[]): Promise<void> {
  const store = gapStore(context);
  const found = seen.flatMap(({ row, gaps }) =>
    gaps.map((gap) => ({ gap, concerned: concernedBy(workplace, row, gap, context.now) })),
  );
  await openNew(workplace, context, found);
  const byId = new Map(seen.map((one) => [one.row.id, one]));
  const keys = new Set(found.map(({ gap }) => gap.key));
  for (const open of await store.openOf([...byId.keys()])) {
    const looked = byId.get(open.gap.employmentId ?? '');
    if (looked === undefined) continue;
    const isFound = keys.has(open.gap.key);
    const { isAtWork, neverBegan, state } = looked;
    const at = { found: isFound, isAtWork, neverBegan, state };
    await takeOn(workplace, context, open, isFound, afterLook(courseOf(open), at, workplace.doors.law, context.now));
  }
}

/** Opens what is newly missing on the roster of a unit, and closes what was. */
export async function reconcileRosterGaps(
  workplace: Workplace,
  context: ActContext,
  concerned: Concerned,
  gaps: readonly Gap[],
): Promise<void> {
  const store = gapStore(context);
  await openNew(
    workplace,
    context,
    gaps.map((gap) => ({ gap, concerned })),
  );
  const byKey = new Map(gaps.map((gap) => [gap.key, gap]));
  for (const open of await store.openOfUnit(concerned.unitId)) {
    const gap = byKey.get(open.gap.key);
    if (gap !== undefined && gap.missing !== open.gap.missing)
      await store.update(open.gap.id, { missing: gap.missing });
    const at = { found: gap !== undefined, isAtWork: false, state: undefined };
    const move = afterLook(courseOf(open), at, workplace.doors.law, context.now);
    await takeOn(workplace, context, open, gap !== undefined, move);
  }
}

/** Takes an open gap where a move says; the one who ends the step is named. */
export async function carryGap(
  workplace: Workplace,
  context: ActContext,
  { gap, step }: GapAtStep,
  move: Move,
  by: string,
  written: Parameters<ReturnType<typeof gapStore>['end']>[2] = {},
): Promise<void> {
  const { doors } = workplace;
  const store = gapStore(context);
  if (move.do === 'stay') return;
  await store.end(step, by, written);
  if (move.do === 'close') {
    await store.close(gap.id, move.outcome);
    return tellProcuratorateAgain(workplace, context, gap);
  }
  // What a unit must not hear of is done by its authority in the unit's place.
  const responsible = gap.toldUnit ? move.step.responsible : 'reviewing';
  await store.begin({
    gapId: gap.id,
    sequence: step.sequence + 1,
    step: move.step.id,
    responsible,
    organisationId: responsible === 'unit' ? gap.unitId : gap.reviewerId,
    dueAt: dueFrom(move.step, doors.law, context.now),
  });
  await tellProcuratorateAgain(workplace, context, gap);
}

/** The course that an open gap is on. */
export function courseOf({ gap, step }: GapAtStep): { readonly kind: string; readonly step: string } {
  return { kind: gap.kind, step: step.step };
}

async function takeOn(
  workplace: Workplace,
  context: ActContext,
  open: GapAtStep,
  isFound: boolean,
  move: Move,
): Promise<void> {
  const { gap, step } = open;
  const isChanged = isFound !== (gap.goneAt === null);
  if (isChanged) await gapStore(context).update(gap.id, { goneAt: isFound ? null : context.now });
  if (move.do === 'stay') return isChanged ? tellProcuratorateAgain(workplace, context, gap) : undefined;
  await carryGap(workplace, context, open, move, 'system:coverage');
  const details = {
    kind: gap.kind,
    ended: step.step,
    ...(move.do === 'close' ? { outcome: move.outcome } : { begun: move.step.id }),
  };
  await context.record({ object: { kind: 'workforce.gap', id: gap.id }, details }, 'workforce.carry-gap');
}

async function openNew(
  { doors }: Workplace,
  context: ActContext,
  found: readonly { readonly gap: Gap; readonly concerned: Concerned }[],
): Promise<void> {
  if (found.length === 0) return;
  const store = gapStore(context);
  const lasting = doors.law.pack.gapKinds.flatMap(({ id, lasting: lasts }) => (lasts ? [id] : []));
  const known = await store.known(
    found.map(({ gap }) => gap.key),
    lasting,
  );
  for (const { gap, concerned } of found) {
    const first = gapCourse(doors.law.pack, gap.kind, context.now)[0];
    if (known.has(gap.key) || first === undefined) continue;
    const { key, kind, employmentId, postClass, missing, since } = gap;
    const gapId = await store.insert({ ...concerned, key, kind, employmentId, postClass, missing, since });
    const responsible = concerned.toldUnit ? first.responsible : 'reviewing';
    const organisationId = responsible === 'unit' ? concerned.unitId : concerned.reviewerId;
    const dueAt = dueFrom(first, doors.law, context.now);
    await store.begin({ gapId, sequence: 1, step: first.id, responsible, organisationId, dueAt });
    const source = doors.law.pack.gapKinds.find(({ id }) => id === kind)?.source;
    await context.record(
      {
        object: { kind: 'workforce.gap', id: gapId },
        ...(source === undefined ? {} : { authority: source }),
        details: { kind, responsible: organisationId, unit: concerned.unitId },
      },
      'workforce.find-gap',
    );
  }
}

const aboutBarred: readonly string[] = ['kept_despite_record', 'placed_despite_prohibition'];

/** A record on, or an order about, the head of a unit goes to the next authority up, never to the unit (decision A7). */
function concernedBy({ doors }: Workplace, row: Employment, gap: Gap, now: Date): Concerned {
  const { unitId, reviewerId, superiorId, postClass, unitType } = row;
  const { pack, settings } = doors.law;
  const isAbove =
    aboutBarred.includes(gap.kind) &&
    purposeRequirements(pack, 'annual', postClass, unitType, now, settings).reviewLevel === 'next_up';
  if (!isAbove) return { unitId, reviewerId, superiorId, toldUnit: true };
  return { unitId, reviewerId: superiorId ?? reviewerId, superiorId: null, toldUnit: false };
}
