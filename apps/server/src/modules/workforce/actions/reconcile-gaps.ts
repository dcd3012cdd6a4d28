import type { CoverageState } from '@gatehouse/contract';
import { purposeRequirements } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { UnitAuthority, Workplace } from '../doors.js';
import type { CheckUnderWay } from '../rules/checks.js';
import { afterLook, dueFrom, firstStep, type Move, toOpen } from '../rules/gap-course.js';
import { type Gap, isOfMissingAnswer } from '../rules/gaps.js';
import type { Employment } from '../store/coverage-store.js';
import { type GapAtStep, type GapRow, gapStore } from '../store/gap-store.js';
import { tellProcuratorateAgain } from './tell-procuratorate.js';

/** What was seen of an employment: where it stands, and what is missing about it. */
export type Seen = {
  readonly row: Employment;
  readonly state: CoverageState;
  readonly isAtWork: boolean;
  readonly neverBegan: boolean;
  /** The check that is on its way, as it is shown beside what is missing. */
  readonly underWay: CheckUnderWay | undefined;
  readonly gaps: readonly Gap[];
};

/** Whom a gap concerns. */
export type Concerned = UnitAuthority & { readonly unitId: string; readonly toldUnit: boolean };

/** Opens what is newly missing about these employments, and takes on or closes what was. */
export async function reconcileGaps(workplace: Workplace, context: ActContext, seen: readonly Seen[]): Promise<void> {
  const store = gapStore(context);
  const byId = new Map(seen.map((one) => [one.row.id, one]));
  const found = new Map(seen.flatMap(({ gaps }) => gaps.map((gap) => [gap.key, gap])));
  const openBefore = await store.openOf([...byId.keys()]);
  const stillOpen = openBefore.filter(({ gap }) => found.has(gap.key));
  const toBegin = seen.flatMap(({ row, underWay, gaps }) => {
    const kinds = stillOpen.flatMap(({ gap }) => (gap.employmentId === row.id ? [gap.kind] : []));
    return toOpen(gaps, kinds).map((gap) => ({
      gap,
      concerned: concernedBy(workplace, row, gap, context.now),
      underWay: shownOf(gap, underWay),
    }));
  });
  await openNew(workplace, context, toBegin);
  for (const open of openBefore) {
    const looked = byId.get(open.gap.employmentId ?? '');
    if (looked === undefined) continue;
    const gap = found.get(open.gap.key);
    const { isAtWork, neverBegan, state, underWay } = looked;
    await showUnderWay(context, open, shownOf(gap, underWay));
    const at = { found: gap !== undefined, side: gap?.side, isAtWork, neverBegan, state };
    const move = afterLook(courseOf(open), at, workplace.doors.law, context.now);
    await takeOn(workplace, context, open, gap !== undefined, move);
  }
}

/** What is shown beside a gap of the check that mends it: its state, and since when. */
type ShownCheck = Pick<GapRow, 'checkState' | 'checkBegunAt' | 'checkStepAt'>;

const noCheck: ShownCheck = { checkState: null, checkBegunAt: null, checkStepAt: null };

function shownOf(gap: Gap | undefined, underWay: CheckUnderWay | undefined): ShownCheck {
  if (gap === undefined || underWay === undefined || !isOfMissingAnswer(gap.kind)) return noCheck;
  const { state, begunAt, stepAt } = underWay.check;
  return { checkState: state, checkBegunAt: begunAt, checkStepAt: stepAt };
}

async function showUnderWay(context: ActContext, { gap }: GapAtStep, shown: ShownCheck): Promise<void> {
  const isSame =
    gap.checkState === shown.checkState && gap.checkStepAt?.getTime() === (shown.checkStepAt?.getTime() ?? undefined);
  if (!isSame) await gapStore(context).update(gap.id, shown);
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
    gaps.map((gap) => ({ gap, concerned, underWay: noCheck })),
  );
  const byKey = new Map(gaps.map((gap) => [gap.key, gap]));
  for (const open of await store.openOfUnit(concerned.unitId)) {
    const gap = byKey.get(open.gap.key);
    if (gap !== undefined && gap.missing !== open.gap.missing)
      await store.update(open.gap.id, { missing: gap.missing });
    const at = { found: gap !== undefined, side: gap?.side, isAtWork: false, state: undefined };
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
  found: readonly { readonly gap: Gap; readonly concerned: Concerned; readonly underWay: ShownCheck }[],
): Promise<void> {
  if (found.length === 0) return;
  const store = gapStore(context);
  const lasting = doors.law.pack.gapKinds.flatMap(({ id, lasting: lasts }) => (lasts ? [id] : []));
  const known = await store.known(
    found.map(({ gap }) => gap.key),
    lasting,
  );
  for (const { gap, concerned, underWay } of found) {
    const first = firstStep(gap, doors.law, context.now);
    if (known.has(gap.key) || first === undefined) continue;
    const { key, kind, employmentId, postClass, missing, since } = gap;
    const gapId = await store.insert({ ...concerned, key, kind, employmentId, postClass, missing, since, ...underWay });
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
