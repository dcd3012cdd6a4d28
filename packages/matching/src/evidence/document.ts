import {
  type DocumentProblem,
  type DocumentType,
  type ParsedDocumentNumber,
  slipDistance,
} from '../identity-number/index.js';

/** How two people's documents relate, from the best-agreeing pair to nothing comparable. */
export type DocumentLevel =
  | 'equal'
  | 'equal_unverified'
  | 'near_one_slip'
  | 'near_two_slips'
  | 'masked_agrees'
  | 'contradiction'
  | 'masked_differs'
  | 'invalid_differs'
  | 'not_comparable'
  | 'missing';

/** The comparison of two lists of documents. */
export interface DocumentComparison {
  readonly level: DocumentLevel;
  readonly docType?: DocumentType;
  /** The slips lie in the last four characters alone, where people of one county and birthday differ anyway. */
  readonly slipsInTail?: boolean;
  /** How many characters both sides show, for masked numbers. */
  readonly visible?: number;
  /** What is wrong with the two numbers compared. */
  readonly problems?: readonly DocumentProblem[];
}

const strength: readonly DocumentLevel[] = [
  'equal',
  'contradiction',
  'equal_unverified',
  'near_one_slip',
  'near_two_slips',
  'masked_differs',
  'masked_agrees',
  'invalid_differs',
  'not_comparable',
  'missing',
];
const checkedTypes = new Set<DocumentType>(['resident_id', 'hmt_residence', 'foreign_pr']);
const mostSlips = 2;

/**
 * Compares all documents of two people. An equal valid number of any type outweighs everything and links the two lists, so that
 * another number of one type is then a second document, not a contradiction; two different valid numbers of one type otherwise
 * outweigh whatever else is near.
 */
export function compareDocuments(
  a: readonly ParsedDocumentNumber[],
  b: readonly ParsedDocumentNumber[],
): DocumentComparison {
  let best: DocumentComparison = { level: 'missing', ...problemsOf(...a, ...b) };
  for (const left of a) {
    for (const right of b) {
      const comparison = comparePair(left, right);
      if (strength.indexOf(comparison.level) < strength.indexOf(best.level)) best = comparison;
    }
  }
  return best;
}

/**
 * Whether two valid numbers of one type differ and no valid number is shared: what `compareDocuments` calls a contradiction. Allocates nothing, for the many strangers that only share a name or a birthday.
 */
export function documentsContradict(a: readonly ParsedDocumentNumber[], b: readonly ParsedDocumentNumber[]): boolean {
  let contradicted = false;
  for (const left of a) {
    for (const right of b) {
      if (left.status !== 'valid' || right.status !== 'valid') continue;
      const level = compareValid(left, right);
      if (level === 'equal') return false;
      if (level === 'contradiction') contradicted = true;
    }
  }
  return contradicted;
}

function comparePair(a: ParsedDocumentNumber, b: ParsedDocumentNumber): DocumentComparison {
  const about = { docType: a.type, ...problemsOf(a, b) };
  if (a.status === 'unreadable' || b.status === 'unreadable') return { level: 'not_comparable', ...about };
  if (a.status === 'masked' || b.status === 'masked') return { ...compareMasked(a, b), ...about };
  if (a.status === 'valid' && b.status === 'valid') return { level: compareValid(a, b), ...about };
  if (!sameKind(a, b)) return { level: 'not_comparable', ...about };
  const slips = slipDistance(a.number, b.number, mostSlips);
  if (slips === 0) return { level: 'equal_unverified', ...about };
  if (slips > mostSlips) return { level: 'invalid_differs', ...about };
  const slipsInTail = a.number.slice(0, 14) === b.number.slice(0, 14);
  return { level: slips === 1 ? 'near_one_slip' : 'near_two_slips', slipsInTail, ...about };
}

function problemsOf(...documents: readonly ParsedDocumentNumber[]): { problems?: readonly DocumentProblem[] } {
  const byCode = new Map(documents.flatMap(({ problems }) => problems.map((problem) => [problem.code, problem])));
  return byCode.size > 0 ? { problems: [...byCode.values()] } : {};
}

function compareValid(a: ParsedDocumentNumber, b: ParsedDocumentNumber): DocumentLevel {
  if (a.type !== b.type) return 'not_comparable';
  if (a.number === b.number) return 'equal';
  // Documents of no known type may be of different kinds.
  if (a.type === 'other') return 'not_comparable';
  // The card of 2023 gave every permanent resident a second, equally valid number.
  return a.type === 'foreign_pr' && a.number.length !== b.number.length ? 'not_comparable' : 'contradiction';
}

/** A mistyped number may have lost what tells its type: the three types of one layout are compared with one another. */
function sameKind(a: ParsedDocumentNumber, b: ParsedDocumentNumber): boolean {
  return a.type === b.type || (checkedTypes.has(a.type) && checkedTypes.has(b.type));
}

function compareMasked(a: ParsedDocumentNumber, b: ParsedDocumentNumber): DocumentComparison {
  if (!sameKind(a, b) || a.number.length !== b.number.length) return { level: 'not_comparable' };
  let visible = 0;
  let differing = 0;
  for (const [place, character] of [...a.number].entries()) {
    const other = b.number[place];
    if (character === '*' || other === '*') continue;
    visible += 1;
    if (character !== other) differing += 1;
  }
  if (differing > 0) return { level: 'masked_differs', visible };
  return visible === 0 ? { level: 'not_comparable' } : { level: 'masked_agrees', visible };
}
