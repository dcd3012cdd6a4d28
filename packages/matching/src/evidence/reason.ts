import { type DocumentProblem, type DocumentType, describeProblem, type Language } from '../identity-number/index.js';
import type { NameLevel } from '../name/index.js';
import nameLevels from '../name/levels.json' with { type: 'json' };
import type { BirthDateLevel } from './birth-date.js';
import type { AgreementLevel, PeopleComparison } from './compare-people.js';
import type { DocumentLevel } from './document.js';
import texts from './reasons.json' with { type: 'json' };

const agreeingScore = 0.6;

/** Why the evidence as a whole falls into its band. */
export type EvidenceLevel = keyof typeof texts.evidence;

/** One line of the explanation kept with every result: the field, how it agreed or differed, and never a value of it. */
export type MatchReason =
  | {
      readonly field: 'doc_number';
      readonly level: DocumentLevel;
      readonly docType?: DocumentType;
      readonly problems?: readonly DocumentProblem[];
    }
  | { readonly field: 'name'; readonly level: NameLevel; readonly former?: true; readonly common?: true }
  | { readonly field: 'birth_date'; readonly level: BirthDateLevel }
  | { readonly field: 'sex'; readonly level: AgreementLevel }
  | { readonly field: 'nationality'; readonly level: AgreementLevel }
  | { readonly field: 'evidence'; readonly level: EvidenceLevel };

/** The reasons of a comparison. Fields missing on either side are left out, save a document number that has problems. */
export function reasonsOf({ document, name, birthDate, sex, nationality }: PeopleComparison): MatchReason[] {
  const { level, docType, problems } = document;
  const reasons: MatchReason[] = [
    { field: 'doc_number', level, ...(docType ? { docType } : {}), ...(problems ? { problems } : {}) },
    {
      field: 'name',
      level: name.level,
      ...(name.former ? { former: true } : {}),
      ...(isCommon(name) ? { common: true } : {}),
    },
    { field: 'birth_date', level: birthDate },
    { field: 'sex', level: sex },
    { field: 'nationality', level: nationality },
  ];
  return reasons.filter((reason) => reason.level !== 'missing' || 'problems' in reason);
}

/** The names agree, but so do those of many strangers. */
function isCommon({ bits, score }: PeopleComparison['name']): boolean {
  return score >= agreeingScore && bits < texts.commonName.belowBits;
}

/** One reason as a sentence part for people, in their language; a former name, a common one and the number's problems are added to it. */
export function describeReason(reason: MatchReason, language: Language): string {
  switch (reason.field) {
    case 'name':
      return [
        nameLevels[reason.level][language],
        reason.former ? texts.formerName[language] : '',
        reason.common ? texts.commonName[language] : '',
      ].join('');
    case 'doc_number': {
      const problems = reason.problems?.map((problem) => describeProblem(problem, language)) ?? [];
      return [texts.doc_number[reason.level][language], ...problems].join(language === 'en' ? '. ' : '。');
    }
    case 'birth_date':
      return texts.birth_date[reason.level][language];
    case 'sex':
      return texts.sex[reason.level][language];
    case 'nationality':
      return texts.nationality[reason.level][language];
    case 'evidence':
      return texts.evidence[reason.level][language];
  }
}
