import { civilDateAt } from '../civil-date.js';
import type { LawPack } from '../pack/schema.js';
import { names } from './rule.js';

/** The settlements a unit may choose from for an inquiry's purpose and the standing of its person, in the pack's order. */
export function settlementsFor(
  pack: LawPack,
  purpose: string,
  standing: 'candidate' | 'serving',
  at: Date,
): LawPack['settlements'] {
  const today = civilDateAt(at);
  return pack.settlements.filter(
    ({ standings, purposes, effectiveFrom, effectiveTo }) =>
      standings.includes(standing) &&
      names(purposes, purpose) &&
      (effectiveFrom === null || effectiveFrom <= today) &&
      (effectiveTo === null || today <= effectiveTo),
  );
}
