export { type Band, type Decision, decide, ruleVersion } from './decision/index.js';
export {
  type AgreementLevel,
  type BirthDateLevel,
  compareBirthDates,
  compareDocuments,
  comparePeople,
  type DocumentComparison,
  type DocumentEvidence,
  type DocumentLevel,
  describeReason,
  type EvidenceLevel,
  type MatchReason,
  mergeEvidence,
  type PeopleComparison,
  type PersonEvidence,
  type PreparedPerson,
  preparePerson,
  readBirthDate,
} from './evidence/index.js';
export * from './identity-number/index.js';
export {
  compareNames,
  foldName,
  type NameComparison,
  type NameLevel,
  type NameReason,
  nameSegments,
  type Script,
  scriptOf,
} from './name/index.js';
export * from './screening-index/index.js';
