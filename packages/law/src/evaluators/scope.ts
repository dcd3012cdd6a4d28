import { civilDateAt } from '../civil-date.js';
import type { InquiryTerms, RecordFacts } from '../facts.js';
import type { Words } from '../pack/rule-schema.js';
import type { LawPack } from '../pack/schema.js';
import { type LawSettings, names, packDefaults, type Reason, reasonOf, rulesInForce, share } from './rule.js';

/** The labels that kind and offence give a record. */
export interface LabelDecision {
  labels: string[];
  /** Codes on the record that the pack does not know; a person must look at them. */
  unknownOffenceCodes: string[];
  reasons: Reason[];
}

/** Whether the law lets a record be told of. */
export interface ScopeDecision extends LabelDecision {
  inScope: boolean;
}

/** The pack's labels for a record (T1, T2, T3 and the wider ones), derived from its kind and offence codes. */
export function typeLabels(
  pack: LawPack,
  facts: RecordFacts,
  at: Date,
  settings: LawSettings = packDefaults,
): LabelDecision {
  const today = civilDateAt(at);
  const offences = rulesInForce(pack, pack.offences, today, settings).filter((offence) =>
    facts.offenceCodes.includes(offence.code),
  );
  const labels = rulesInForce(pack, pack.labels, today, settings).filter(
    (label) =>
      label.kinds.includes(facts.kind) &&
      offences.some(
        (offence) =>
          names(label.offenceCodes, offence.code) &&
          (label.families === null || share(label.families, offence.families)),
      ),
  );
  const known = new Set(pack.offences.map((offence) => offence.code));
  return {
    labels: labels.map((label) => label.id),
    unknownOffenceCodes: facts.offenceCodes.filter((code) => !known.has(code)),
    reasons: labels.map((label) => reasonOf({ ...label, words: label.title })),
  };
}

/**
 * Whether a record is one the law lets an inquiry be told of: offence x kind x day x legal basis, purpose and post.
 * `inquiry` null asks whether any inquiry could be told; `labels` are those that bring the record into scope.
 */
export function isInScope(
  pack: LawPack,
  facts: RecordFacts,
  at: Date,
  settings: LawSettings = packDefaults,
  inquiry: InquiryTerms | null = null,
): ScopeDecision {
  const derived = typeLabels(pack, facts, at, settings);
  const today = civilDateAt(at);
  const ended = rulesInForce(pack, pack.endingRules, today, settings).filter(
    (rule) => rule.kinds.includes(facts.kind) && facts.endDate !== null && today > facts.endDate,
  );
  if (ended.length > 0) return { ...derived, inScope: false, labels: [], reasons: ended.map(reasonOf) };
  const rules = scopeRulesFor(pack, at, settings, inquiry).filter((rule) => share(rule.labels, derived.labels));
  const labels = derived.labels.filter((label) => rules.some((rule) => rule.labels.includes(label)));
  return {
    inScope: labels.length > 0,
    labels,
    unknownOffenceCodes: derived.unknownOffenceCodes,
    reasons: [...derived.reasons, ...rules.map(reasonOf)],
  };
}

/** The labels an inquiry's legal bases, purpose and post open to it on a day. */
export function labelsInReach(
  pack: LawPack,
  inquiry: InquiryTerms,
  at: Date,
  settings: LawSettings = packDefaults,
): string[] {
  return [...new Set(scopeRulesFor(pack, at, settings, inquiry).flatMap((rule) => rule.labels))];
}

/**
 * What the records that an inquiry may be told of are about, for the middle of a sentence ("sexual-offence, abuse"): the answer
 * says what it covers and no more. The same whatever is on record.
 */
export function coverageInWords(
  pack: LawPack,
  inquiry: InquiryTerms,
  at: Date,
  settings: LawSettings = packDefaults,
): Words {
  const reach = new Set(labelsInReach(pack, inquiry, at, settings));
  const reached = new Set(
    pack.labels.filter((label) => reach.has(label.id)).flatMap((label) => familiesOf(pack, label)),
  );
  const records = pack.families.filter((family) => reached.has(family.id)).map((family) => family.inRecords);
  return { en: records.map(({ en }) => en).join(', '), zh: records.map(({ zh }) => zh).join('、') };
}

/** The families that a label names, or those of the offences it names. */
function familiesOf(pack: LawPack, label: LawPack['labels'][number]): readonly string[] {
  if (label.families !== null) return label.families;
  return pack.offences.filter(({ code }) => names(label.offenceCodes, code)).flatMap(({ families }) => families);
}

function scopeRulesFor(pack: LawPack, at: Date, settings: LawSettings, inquiry: InquiryTerms | null) {
  return rulesInForce(pack, pack.scopeRules, civilDateAt(at), settings).filter(
    (rule) =>
      inquiry === null ||
      (share(rule.legalBases, inquiry.legalBases) &&
        names(rule.purposes, inquiry.purpose) &&
        names(rule.postClasses, inquiry.postClass)),
  );
}
