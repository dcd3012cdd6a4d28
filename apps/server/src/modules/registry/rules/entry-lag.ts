import { civilDateAt } from '@gatehouse/law';

/** One deciding body of one source in one month: how long its decisions took from their effect to their entry. */
export type LagFigure = {
  readonly month: string;
  readonly sourceId: string;
  readonly decidingBody: string;
  readonly decidingBodyName: string;
  readonly records: number;
  readonly medianDays: number;
  readonly ninetiethDays: number;
  readonly worstDays: number;
};

/** The same as it is told; of too few records nothing is told but that there are some. */
export type ToldLag = Pick<LagFigure, 'month' | 'sourceId' | 'decidingBody' | 'decidingBodyName'> & {
  readonly records: number | null;
  readonly medianDays: number | null;
  readonly ninetiethDays: number | null;
  readonly worstDays: number | null;
};

const day = 86_400_000;

/** Days in China from a decision's effect to its entry; one entered before it takes effect was in time. */
export function lagDays(effectiveOn: string, enteredAt: Date): number {
  return Math.max(0, Math.round((Date.parse(civilDateAt(enteredAt)) - Date.parse(effectiveOn)) / day));
}

/** The first day of the month in which something was entered, in China. */
export function monthOf(enteredAt: Date): string {
  return `${civilDateAt(enteredAt).slice(0, 7)}-01`;
}

const nothing = { records: null, medianDays: null, ninetiethDays: null, worstDays: null, decidingBodyName: '' };

/**
 * The worst first; bodies with fewer records than the law pack lets be told come last, without a figure, a name, or how many such bodies
 * there are.
 */
export function toldLags(figures: readonly LagFigure[], fewest: number): ToldLag[] {
  const told = figures.filter(({ records }) => records >= fewest);
  const few = figures
    .filter(({ records }) => records < fewest)
    .map(({ month, sourceId, decidingBody }) => ({ month, sourceId, decidingBody }));
  const kinds = new Map(few.map((one) => [Object.values(one).join(' '), { ...one, ...nothing }]));
  return [...told, ...kinds.values()].sort(
    (a, b) =>
      b.month.localeCompare(a.month) ||
      (b.ninetiethDays ?? -1) - (a.ninetiethDays ?? -1) ||
      a.decidingBodyName.localeCompare(b.decidingBodyName),
  );
}
