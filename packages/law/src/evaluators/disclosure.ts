import { civilDateAt } from '../civil-date.js';
import type { InquiryTerms, RecordFacts } from '../facts.js';
import type { LawPack } from '../pack/schema.js';
import { finality } from './finality.js';
import { type LawSettings, packDefaults, type Reason, reasonOf, rulesInForce } from './rule.js';
import { isInScope, labelsInReach } from './scope.js';
import { restrictedRules, sealing } from './sealing.js';

/** The part of the answering index a record stands in; `none`: it is absent from the index. */
export type Partition = 'none' | 'open' | 'restricted';

/** What the law lets happen with a record. */
export interface DisclosureDecision {
  /** Whether the inquiry may be told; without an inquiry, whether the record enters the answering index at all. */
  disclose: boolean;
  partition: Partition;
  /** Labels to tag the index row with. Empty when absent from the index. */
  labels: string[];
  /** The most that an agreement with this record may count for. */
  evidenceCeiling: 'strong' | 'possible' | null;
  /** A person must complete or decide something before the law can. */
  needsPerson: boolean;
  reasons: Reason[];
}

/** What an inquiry may look into: the labels in each partition. An empty list: do not ask that partition. */
export interface InquiryReach {
  open: string[];
  restricted: string[];
}

/**
 * What may enter the answering index and in which partition, and whether an inquiry reaches it. Sealing comes before
 * matching: a record that is out of scope, not final, sealed, undecided or withheld is absent from the index, so that
 * it takes the very path of no record. Second-person verification is the registry's own gate and not asked here.
 */
export function disclosable(
  pack: LawPack,
  facts: RecordFacts,
  inquiry: InquiryTerms | null,
  at: Date,
  settings: LawSettings = packDefaults,
): DisclosureDecision {
  const placed = placement(pack, facts, at, settings);
  if (inquiry === null || placed.partition === 'none') return placed;
  const reach = inquiryReach(pack, inquiry, at, settings)[placed.partition];
  const labels = placed.labels.filter((label) => reach.includes(label));
  return { ...placed, labels, disclose: labels.length > 0 };
}

/** The labels an inquiry may look into, partition by partition: what the matcher filters by before it compares. */
export function inquiryReach(
  pack: LawPack,
  inquiry: InquiryTerms,
  at: Date,
  settings: LawSettings = packDefaults,
): InquiryReach {
  const reaching = restrictedBases(pack, at, settings).bases;
  const named = inquiry.legalBases.filter((basis) => reaching.includes(basis));
  return {
    open: labelsInReach(pack, inquiry, at, settings),
    restricted: named.length === 0 ? [] : labelsInReach(pack, { ...inquiry, legalBases: named }, at, settings),
  };
}

function placement(pack: LawPack, facts: RecordFacts, at: Date, settings: LawSettings): DisclosureDecision {
  const sealed = sealing(pack, facts, at, settings);
  if (sealed.sealing === 'absolute') return absent(sealed.reasons);
  if (sealed.sealing === 'undecided') return absent(sealed.reasons, true);
  const scope = isInScope(pack, facts, at, settings);
  if (!scope.inScope) return absent(scope.reasons, scope.unknownOffenceCodes.length > 0);
  const final = finality(pack, facts, at, settings);
  if (!final.final) return absent(final.reasons);
  const identity = rulesInForce(pack, pack.identityRules, civilDateAt(at), settings).find(
    (rule) => rule.establishedBy === facts.identityEstablishedBy,
  );
  if (!identity) return absent([], true);
  const reasons = [...scope.reasons, ...final.reasons, ...sealed.reasons, reasonOf(identity)];
  const placed = { labels: scope.labels, evidenceCeiling: identity.ceiling, needsPerson: false };
  if (sealed.sealing === 'none') return { ...placed, disclose: true, partition: 'open', reasons };
  const reach = restrictedBases(pack, at, settings);
  if (reach.bases.length === 0) return absent(sealed.reasons);
  const deskDecides = restrictedRules(pack, facts, at, settings).some((rule) => rule.needsLegalDesk);
  if (deskDecides && facts.legalDesk !== 'answer') {
    return absent(sealed.reasons, facts.legalDesk === 'undecided');
  }
  return { ...placed, disclose: true, partition: 'restricted', reasons: [...reasons, ...reach.reasons] };
}

function absent(reasons: Reason[], needsPerson = false): DisclosureDecision {
  return { disclose: false, partition: 'none', labels: [], evidenceCeiling: null, needsPerson, reasons };
}

function restrictedBases(pack: LawPack, at: Date, settings: LawSettings): { bases: string[]; reasons: Reason[] } {
  const rules = rulesInForce(pack, pack.restrictedReach, civilDateAt(at), settings);
  return { bases: [...new Set(rules.flatMap((rule) => rule.legalBases))], reasons: rules.map(reasonOf) };
}
