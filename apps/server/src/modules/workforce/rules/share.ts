import {
  type CoverageFigures,
  coverageStates,
  type CoverageState,
  type UnitCoverage,
  type Words,
} from '@gatehouse/contract';
import { coverageBand, type LawPack } from '@gatehouse/law';
import { countsAsChecked } from './coverage.js';

/** How many people of a unit are in a state. */
export type StateCount = { readonly unitId: string; readonly state: CoverageState; readonly count: number };

/** The figures of one unit's roster. */
export function figuresOf(counts: readonly Pick<StateCount, 'state' | 'count'>[]): CoverageFigures {
  const countOf = (state: CoverageState): number =>
    counts.filter((one) => one.state === state).reduce((sum, { count }) => sum + count, 0);
  const byState = coverageStates.map((state) => ({ state, count: countOf(state) })).filter(({ count }) => count > 0);
  const total = (rows: typeof byState): number => rows.reduce((sum, { count }) => sum + count, 0);
  return { staff: total(byState), checked: total(byState.filter(({ state }) => countsAsChecked(state))), byState };
}

/**
 * The share checked at each unit in bands, those without a roster first and then the fewest checked: bands tell of no person, and a
 * unit with few people is not shown at all.
 */
export function unitsCovered(
  pack: LawPack,
  units: readonly { readonly id: string; readonly name: Words }[],
  counts: readonly StateCount[],
  certified: ReadonlySet<string>,
): UnitCoverage[] {
  const shown = units.map(({ id, name }) => {
    const { staff, checked } = figuresOf(counts.filter(({ unitId }) => unitId === id));
    const band = coverageBand(pack, checked, staff);
    const order = staff === 0 ? -1 : (band?.fromPercent ?? 101);
    return {
      order,
      unit: {
        unitId: id,
        unit: name,
        band: band?.title ?? null,
        hasRoster: staff > 0,
        hasCertificate: certified.has(id),
      },
    };
  });
  return shown.sort((one, other) => one.order - other.order).map(({ unit }) => unit);
}
