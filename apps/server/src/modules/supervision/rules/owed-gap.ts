import type { GapCourseStep, OwedGapView } from '@gatehouse/contract';
import { gapCourse, isWithin } from '@gatehouse/law';
import type { Law } from './order.js';

/** A procuratorate at which somebody can open what it is given. */
export type Procuratorate = { readonly id: string; readonly divisionCode: string };

/** How far a gap has come at the procuratorate that has it. */
export const owedGapStages = ['WAITING', 'IN_HAND', 'CLOSED'] as const;
export type OwedGapStage = (typeof owedGapStages)[number];

/**
 * Which procuratorate has a gap: that of the division of the authority that was late, else the nearest above it; where no division holds it,
 * the highest. Undefined where there is none at all. Of several of one division the first by id, so that all tellings agree. Pure.
 */
export function procuratorateFor<One extends Procuratorate>(
  divisionCode: string,
  procuratorates: readonly One[],
): One | undefined {
  const lowestFirst = [...procuratorates].sort(
    (one, other) =>
      reach(other.divisionCode) - reach(one.divisionCode) ||
      one.divisionCode.localeCompare(other.divisionCode) ||
      one.id.localeCompare(other.id),
  );
  const [highest] = [...lowestFirst].sort((one, other) => reach(one.divisionCode) - reach(other.divisionCode));
  return lowestFirst.find((one) => isWithin(divisionCode, one.divisionCode)) ?? highest;
}

/** How many digits of a code say where it is: six of a county, four of a prefecture, two of a province. */
function reach(divisionCode: string): number {
  return divisionCode.replace(/(00){1,2}$/, '').length;
}

const day = 86_400_000;

/** Whole days from one moment to another; none where the other came first. */
export function wholeDays(from: Date, until: Date): number {
  return Math.max(0, Math.floor((until.getTime() - from.getTime()) / day));
}

/** How long a step took, or has taken until now, and for how long after its last day. */
export function lengthOf({ begunAt, dueAt, endedAt }: GapCourseStep, now: Date): { days: number; lateDays: number } {
  const ended = endedAt === null ? now : new Date(endedAt);
  return { days: wholeDays(new Date(begunAt), ended), lateDays: wholeDays(new Date(dueAt), ended) };
}

/** Whether a kind of gap begins with a stop: somebody is kept who may not be near children. */
export function isUrgentKind(kind: string, { pack }: Law, now: Date): boolean {
  return pack.gapKinds.some(({ id }) => id === kind) && gapCourse(pack, kind, now)[0]?.deadline === stopPeriod;
}

/** The period of the pack within which a stop is confirmed. */
const stopPeriod = 'stop_work_acknowledged';

/** What a procurator may conclude of a gap now: that it was mended only once the platform has said so. */
export function conclusionsFor({ pack }: Law, isMended: boolean): Law['pack']['gapConclusions'] {
  return pack.gapConclusions.filter(({ whenMended }) => isMended || !whenMended);
}

/** What a procurator of the procuratorate that has it may do with a gap. Nobody closes what they have not taken in hand. */
export function owedGapDeeds(stage: OwedGapStage, isMine: boolean): OwedGapView['may'] {
  if (stage === 'CLOSED') return [];
  return stage === 'IN_HAND' && isMine ? ['close'] : ['take'];
}
