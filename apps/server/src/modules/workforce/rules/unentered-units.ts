import type { Words } from '@gatehouse/contract';
import { divisionPath, placeInWords } from '@gatehouse/law';
import type { CountedDifference, NotWaiting } from './compare-headcounts.js';

/** An organisation that has a code. */
type Holder = { readonly creditCode: string | null; readonly closedAt: Date | null };

/**
 * Why codes that no unit of the own authority has do not begin to wait: an open organisation has it, another authority sees to it, or what was
 * said of it holds. Pure.
 */
export function notWaiting(
  holders: readonly Holder[],
  elsewhere: readonly string[],
  answered: readonly string[],
): ReadonlyMap<string, NotWaiting> {
  const open = holders.filter(({ closedAt }) => closedAt === null);
  return new Map([
    ...answered.map((code) => [code, 'unit-answered'] as const),
    ...elsewhere.map((code) => [code, 'unit-held'] as const),
    ...open.flatMap(({ creditCode }) => (creditCode === null ? [] : [[creditCode, 'unit-unknown'] as const])),
  ]);
}

/** What a file says of one unit that nobody has entered. */
export type NamedUnentered = {
  readonly creditCode: string;
  readonly name: string;
  readonly rows: readonly CountedDifference[];
};

/** The units that nobody has entered and of which a file says something new, in its order; the last name that it says. Pure. */
export function unenteredIn(differences: readonly CountedDifference[]): NamedUnentered[] {
  const byCode = new Map<string, NamedUnentered>();
  for (const row of differences) {
    if (row.kind !== 'unentered') continue;
    const { creditCode, name } = row.fields;
    const before = byCode.get(creditCode);
    byCode.set(creditCode, {
      creditCode,
      name: name === '' ? (before?.name ?? '') : name,
      rows: [...(before?.rows ?? []), row],
    });
  }
  return [...byCode.values()];
}

/** Where the register that gave a code is: characters three to eight (GB 32100-2015); undefined where no table knows that division. */
export function registeredIn(creditCode: string): Words | undefined {
  const path = divisionPath(creditCode.slice(2, 8));
  return path.length === 0 ? undefined : placeInWords(path);
}
