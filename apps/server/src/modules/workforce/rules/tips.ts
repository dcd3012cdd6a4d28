import { tipCodeLength, type tipOutcomes, type Words } from '@gatehouse/contract';
import words from './tip-words.json' with { type: 'json' };

/** An authority that can take a tip. */
export type TipArea = { readonly id: string; readonly divisionCode: string; readonly parentId: string | null };

/**
 * Who takes a tip: the authority that the reporter chose, else the highest, which knows where the place belongs. Of several highest the
 * first by division. Undefined where no authority takes tips.
 */
export function areaOfTip<Area extends TipArea>(areas: readonly Area[], chosen: string | undefined): Area | undefined {
  const found = areas.find(({ id }) => id === chosen);
  if (found !== undefined) return found;
  const ids = new Set(areas.map(({ id }) => id));
  return [...areas]
    .filter(({ parentId }) => parentId === null || !ids.has(parentId))
    .sort(
      (one, other) =>
        heightOf(other) - heightOf(one) ||
        one.divisionCode.localeCompare(other.divisionCode) ||
        one.id.localeCompare(other.id),
    )[0];
}

/**
 * Who takes a tip that an authority did not take up in its time: the one that it stands under, else the nearest above it by division. Undefined
 * for the highest: there it stays, late.
 */
export function areaAbove<Area extends TipArea>(
  areas: readonly Area[],
  { id }: { readonly id: string },
): Area | undefined {
  const own = areas.find((area) => area.id === id);
  if (own === undefined) return undefined;
  const covers = (area: TipArea): boolean =>
    heightOf(area) > heightOf(own) && own.divisionCode.startsWith(area.divisionCode.slice(0, 6 - 2 * heightOf(area)));
  return (
    areas.find((area) => area.id === own.parentId) ??
    [...areas].filter(covers).sort((one, other) => heightOf(one) - heightOf(other) || one.id.localeCompare(other.id))[0]
  );
}

/** Outcomes after which nothing follows from what a tip says, so that its words are kept for a time and no longer. */
export const ledNowhere = 'no_such_place' satisfies (typeof tipOutcomes)[number];

/** 2 of a province, 1 of a prefecture, 0 of a county, by the pairs of zeros at the end of its code. */
function heightOf({ divisionCode }: TipArea): number {
  return (/(?:00){1,2}$/.exec(divisionCode)?.[0].length ?? 0) / 2;
}

/** What the reporter reads: words of the product alone, and never what an officer wrote. */
export function tipWords(outcome: (typeof tipOutcomes)[number] | null): Words {
  return words[outcome ?? 'waiting'];
}

/** A code as it was meant: half-width, without spaces and hyphens, letters large; undefined where it cannot be one. */
export function tipCode(typed: string): string | undefined {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return code.length === tipCodeLength && /^[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** A code as the receipt shows it, in groups of four. */
export function shownTipCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
