import type { LawPack } from '../pack/schema.js';
import { choiceOf, type LawSettings } from './rule.js';

/** What a proof of check is worth, in days, hours and minutes. */
export type ProofTerms = Pick<LawPack['proofOfCheck'], 'validDays' | 'answerDays' | 'listHours' | 'requestMinutes'>;

/** The terms of proofs of check; undefined where the pack, under the operator's choice, has none. */
export function proofTerms(pack: LawPack, settings: LawSettings): ProofTerms | undefined {
  const { when, validDays, answerDays, listHours, requestMinutes } = pack.proofOfCheck;
  if (when !== null && !when.is.includes(choiceOf(pack, when.openPoint, settings))) return undefined;
  return { validDays, answerDays, listHours, requestMinutes };
}
