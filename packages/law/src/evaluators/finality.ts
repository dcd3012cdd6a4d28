import { addMonths, type CivilDate, civilDateAt } from '../civil-date.js';
import type { RecordFacts } from '../facts.js';
import type { LawPack } from '../pack/schema.js';
import { type LawSettings, packDefaults, type Reason, reasonOf, rulesInForce } from './rule.js';

type FinalityRule = LawPack['finalityRules'][number];

/** Whether a decision is final; `reasons` are the rules it fails, or, when final, the rules it meets. */
export interface FinalityDecision {
  final: boolean;
  reasons: Reason[];
}

/**
 * Whether a decision on record is final on a day. Every rule in force for its kind must be met; a kind without a rule
 * is never final. Non-final decisions are refused by the registry.
 */
export function finality(
  pack: LawPack,
  facts: RecordFacts,
  at: Date,
  settings: LawSettings = packDefaults,
): FinalityDecision {
  const today = civilDateAt(at);
  const rules = rulesInForce(pack, pack.finalityRules, today, settings).filter((rule) =>
    rule.kinds.includes(facts.kind),
  );
  const failed = rules.filter((rule) => !isMet(rule, facts, today));
  const final = rules.length > 0 && failed.length === 0;
  return { final, reasons: (final ? rules : failed).map(reasonOf) };
}

function isMet(rule: FinalityRule, facts: RecordFacts, today: CivilDate): boolean {
  if (rule.refusesPendingChallenge && facts.appealPending) return false;
  if (rule.needsEffectiveDate && (facts.effectiveDate === null || facts.effectiveDate > today)) return false;
  if (rule.challengePeriodMonths === null) return true;
  return facts.effectiveDate !== null && today > addMonths(facts.effectiveDate, rule.challengePeriodMonths);
}
