export {
  addWorkingDays,
  type CalendarBasis,
  type CountedDay,
  isWorkingDay,
  parseCalendar,
  type WorkingCalendar,
  type WorkingDay,
} from './calendar/calendar.js';
export { type Deadline, deadline } from './calendar/deadline.js';
export { builtInCalendar } from './calendar/index.js';
export {
  nextReleaseWindow,
  type ReleaseOptions,
  type ReleaseWindow,
  releaseWindowsPassed,
} from './calendar/release.js';
export { addDays, addMonths, type CivilDate, civilDateAt, isCivilDate, startOfCivilDate } from './civil-date.js';
export {
  type Division,
  type DivisionTable,
  divisionAt,
  divisionName,
  divisionPath,
  inventedDivisions,
  isWithin,
  listDivisions,
  nationalDivisions,
  parentDivision,
  placeInWords,
} from './divisions/divisions.js';
export { LawError, type LawErrorCode, type LawProblem } from './errors.js';
export { type AgeDecision, ageRequirements, dayAgeIsReached, isUnderAge } from './evaluators/age.js';
export { canarySlot, type CanaryWay, silentWaySince } from './evaluators/canaries.js';
export {
  asideStep,
  checkNeededFrom,
  type CoverageBand,
  coverageBand,
  type CoveragePeriod,
  coveragePeriod,
  type GapKind,
  gapCourse,
  gapKind,
  type GapStep,
  type PenaltyBand,
  penaltyBandsFor,
} from './evaluators/coverage.js';
export {
  type DisclosureDecision,
  disclosable,
  type InquiryReach,
  inquiryReach,
  type Partition,
} from './evaluators/disclosure.js';
export { type NextDisclosure, nextDisclosure } from './evaluators/disclosure-days.js';
export {
  type RecheckDecision,
  recheckDue,
  type RecheckNotice,
  type StartDecision,
  startBreach,
} from './evaluators/employment.js';
export { type FinalityDecision, finality } from './evaluators/finality.js';
export {
  type ObjectedOutcome,
  objectionCourse,
  objectionPlan,
  type ObjectionStep,
  type PlannedStep,
  repairsFor,
  stepAfter,
} from './evaluators/objections.js';
export {
  type ProhibitionAgainstMinor,
  prohibitionAgainstMinor,
  type ProhibitionDeed,
} from './evaluators/prohibition-minors.js';
export {
  type ProhibitionAlarm,
  prohibitionAlarmDay,
  type ProhibitionReferral,
  prohibitionReferralsFor,
  type ProhibitionRegime,
  prohibitionRegime,
  type ProhibitionTerm,
  prohibitionTerm,
} from './evaluators/prohibitions.js';
export {
  announcedBefore,
  erasedFrom,
  isAnnounced,
  keptUntil,
  type RetentionRule,
  retentionRule,
} from './evaluators/retention.js';
export { type ProofTerms, proofTerms } from './evaluators/proofs.js';
export { purposeRequirements, type RequirementDecision } from './evaluators/requirements.js';
export { checkSettings, choiceOf, type LawSettings, packDefaults, type Reason } from './evaluators/rule.js';
export { coverageInWords, isInScope, type LabelDecision, type ScopeDecision, typeLabels } from './evaluators/scope.js';
export { type SealingDecision, sealing } from './evaluators/sealing.js';
export { settlementsFor } from './evaluators/settlements.js';
export {
  type InquiryTerms,
  inquiryTermsSchema,
  type RecordFacts,
  type RecordFactsInput,
  recordFacts,
  recordFactsSchema,
} from './facts.js';
export { packHash } from './pack/hash.js';
export { keptPack } from './pack/kept.js';
export { type LoadedPack, loadPack, openPoints, type PackRegistry, parsePackFile } from './pack/load.js';
export { mergePacks } from './pack/merge.js';
export type { ProhibitionFacts } from './pack/prohibition-schema.js';
export type { Words } from './pack/rule-schema.js';
export {
  type LawPack,
  lawPackSchema,
  type OpenPoint,
  type PackFile,
  packFileSchema,
  type Source,
} from './pack/schema.js';
export { validatePack } from './pack/validate.js';
export type { PackVector } from './pack/vector-schema.js';
export { runVector, type VectorResult } from './pack/vectors.js';
export { builtInPacks } from './packs/index.js';
export { answerText, consentText, dayInWords, noticeText, renderText } from './texts.js';
