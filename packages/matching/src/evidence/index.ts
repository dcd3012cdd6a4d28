export { type BirthDateLevel, birthDateNeighbours, compareBirthDates, readBirthDate } from './birth-date.js';
export { type AgreementLevel, type ComparedNames, comparePeople, type PeopleComparison } from './compare-people.js';
export { compareDocuments, type DocumentComparison, type DocumentLevel, documentsContradict } from './document.js';
export { type DocumentEvidence, mergeEvidence, type PersonEvidence } from './person-evidence.js';
export { type PreparedPerson, preparePerson, readNationality, readSex } from './prepare-person.js';
export { describeReason, type EvidenceLevel, type MatchReason, reasonsOf } from './reason.js';
