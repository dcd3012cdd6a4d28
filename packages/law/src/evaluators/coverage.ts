import { addMonths, type CivilDate, civilDateAt, startOfCivilDate } from '../civil-date.js';
import { lawError } from '../errors.js';
import type { LawPack } from '../pack/schema.js';

/** What can be missing at a unit, as the pack states it. */
export type GapKind = LawPack['gapKinds'][number];

/** A step of a gap's course, as the pack states it. */
export type GapStep = LawPack['gapSteps'][number];

/** A band of penalties of the law, to be shown and never imposed. */
export type PenaltyBand = LawPack['penaltyBands'][number];

/** The band that the share checked at a unit lies in. */
export type CoverageBand = LawPack['coverageBands']['bands'][number];

/** A kind of gap by its id. Throws `LawError` (`unknown_key`) when the pack has none. */
export function gapKind(pack: LawPack, id: string): GapKind {
  const kind = pack.gapKinds.find((candidate) => candidate.id === id);
  if (kind) return kind;
  throw lawError('unknown_key', id, `The pack ${pack.id} has no such kind of gap.`, `规则包${pack.id}无此类缺口。`);
}

/** The day from which somebody needs a check: the first day of their work, or for who worked before it the day on which the law began to ask. */
export function checkNeededFrom(pack: LawPack, firstDay: CivilDate): CivilDate {
  const { effectiveFrom } = gapKind(pack, 'without_check');
  return effectiveFrom !== null && effectiveFrom > firstDay ? effectiveFrom : firstDay;
}

/** The steps that a gap of a kind goes through, in order, by the law of that day. */
export function gapCourse(pack: LawPack, kind: string, at: Date): GapStep[] {
  const { id } = gapKind(pack, kind);
  const today = civilDateAt(at);
  return pack.gapSteps.filter((step) => step.gapKinds.includes(id) && holdsOn(step, today));
}

/** The step beside its course at which a gap of a kind stands while the authorities have what mends it; undefined where there is none. */
export function asideStep(pack: LawPack, kind: string, at: Date): GapStep | undefined {
  const { id } = gapKind(pack, kind);
  const today = civilDateAt(at);
  return pack.gapSteps.find((step) => step.asideOf.includes(id) && holdsOn(step, today));
}

/** The penalty bands that the law states for a gap of a kind, by the law of that day. */
export function penaltyBandsFor(pack: LawPack, kind: string, at: Date): PenaltyBand[] {
  const { penaltyBands } = gapKind(pack, kind);
  const today = civilDateAt(at);
  return pack.penaltyBands.filter((band) => penaltyBands.includes(band.id) && holdsOn(band, today));
}

/**
 * The band in which others are shown how many of a unit's staff are checked; undefined where the unit has too few staff to be
 * shown at all.
 */
export function coverageBand(pack: LawPack, checked: number, staff: number): CoverageBand | undefined {
  const { fewestStaff, bands } = pack.coverageBands;
  if (staff < fewestStaff) return undefined;
  return bands.find(({ fromPercent }) => checked * 100 >= fromPercent * staff) ?? bands.at(-1);
}

/** From when to when one figure stands for the public. */
export type CoveragePeriod = { readonly from: Date; readonly until: Date };

/** The period in which an instant lies: whatever is fixed in it stays until its end. */
export function coveragePeriod({ coverageFixing: { schedule } }: LawPack, at: Date): CoveragePeriod {
  if (schedule.kind === 'interval') {
    const length = schedule.seconds * 1000;
    const from = Math.floor(at.getTime() / length) * length;
    return { from: new Date(from), until: new Date(from + length) };
  }
  const today = civilDateAt(at);
  const thisMonth = `${today.slice(0, 8)}${String(schedule.dayOfMonth).padStart(2, '0')}`;
  const from = thisMonth <= today ? thisMonth : addMonths(thisMonth, -1);
  return { from: startOfCivilDate(from), until: startOfCivilDate(addMonths(from, 1)) };
}

function holdsOn(
  { effectiveFrom, effectiveTo }: { effectiveFrom: CivilDate | null; effectiveTo: CivilDate | null },
  day: CivilDate,
): boolean {
  return (effectiveFrom === null || effectiveFrom <= day) && (effectiveTo === null || day <= effectiveTo);
}
