import { civilDateAt } from '../civil-date.js';
import { lawError } from '../errors.js';
import type { LawPack } from '../pack/schema.js';
import { type LawSettings, names, packDefaults, type Reason, reasonOf, rulesInForce } from './rule.js';

type Requirement = LawPack['requirements'][number];

/** What an inquiry needs before it may be made, and who reviews it. */
export interface RequirementDecision {
  /** Whether the pack covers this purpose, post and unit at all. When false the lists are empty. */
  covered: boolean;
  standing: 'candidate' | 'serving' | 'as_before';
  legalBases: string[];
  /** Consent is asked of candidates; serving staff are given notice (no veto over children's safety). */
  permission: 'consent' | 'notice';
  /** The authority that reviews, from the unit's type unless a rule names another. */
  reviewedBy: string;
  /** `next_up`: the next authority up, because the person heads or sponsors the unit. */
  reviewLevel: 'own' | 'next_up';
  querySources: string[];
  reasons: Reason[];
}

/**
 * What an inquiry for a purpose, post class and unit type rests on and needs. All rules that fit are added together.
 * Throws `LawError` (`unknown_key`) for a purpose, post class or unit type the pack does not know.
 */
export function purposeRequirements(
  pack: LawPack,
  purpose: string,
  postClass: string,
  unitType: string,
  at: Date,
  settings: LawSettings = packDefaults,
): RequirementDecision {
  const unit = found(pack.unitTypes, unitType);
  const { standing } = found(pack.purposes, purpose);
  found(pack.postClasses, postClass);
  const rules = rulesInForce(pack, pack.requirements, civilDateAt(at), settings).filter(
    (rule) => rule.purposes.includes(purpose) && names(rule.postClasses, postClass) && names(rule.unitTypes, unitType),
  );
  return {
    covered: rules.some((rule) => rule.legalBases.length > 0),
    standing,
    legalBases: collected(rules, (rule) => rule.legalBases),
    permission: rules.some((rule) => rule.permission === 'consent') ? 'consent' : 'notice',
    reviewedBy: rules.find((rule) => rule.reviewedBy !== null)?.reviewedBy ?? unit.authority,
    reviewLevel: rules.some((rule) => rule.reviewLevel === 'next_up') ? 'next_up' : 'own',
    querySources: collected(rules, (rule) => rule.querySources),
    reasons: [...rules.map(reasonOf), reasonOf({ ...unit, words: unit.title })],
  };
}

function collected(rules: readonly Requirement[], list: (rule: Requirement) => string[]): string[] {
  return [...new Set(rules.flatMap(list))];
}

function found<E extends { id: string }>(table: readonly E[], id: string): E {
  const entry = table.find((candidate) => candidate.id === id);
  if (entry) return entry;
  const known = table.map((candidate) => candidate.id);
  throw lawError(
    'unknown_key',
    id,
    `The pack does not know “${id}”. It knows: ${known.join(', ')}.`,
    `规则包中没有“${id}”，可用：${known.join('、')}。`,
  );
}
