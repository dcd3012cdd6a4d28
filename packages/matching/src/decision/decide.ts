import { type EvidenceLevel, type MatchReason, type PeopleComparison, reasonsOf } from '../evidence/index.js';
import { nameBits } from './name-bits.js';
import weights from './weights.json' with { type: 'json' };

/** How strongly evidence points to one person: never an answer about a person, which only people give. */
export type Band = 'strong' | 'possible' | 'none';

/** The version of weights, thresholds and rules; it stands on every result and changes with any of them. */
export const ruleVersion = weights.ruleVersion;

/** A band with its score (0 to 1, for ranking within a band) and the reasons, field by field, the deciding one last. */
export interface Decision {
  readonly band: Band;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

interface Facts extends PeopleComparison {
  readonly bits: { readonly name: number; readonly rest: number };
}

type Verdict = readonly [Band, EvidenceLevel];

const equalNames = new Set(['equal', 'equal_after_folding']);
/** The levels at which a name counts as one kind of evidence. */
export const agreeingNames: ReadonlySet<string> = new Set([
  'equal',
  'equal_after_folding',
  'reordered',
  'romanised',
  'other_spelling',
  'homophone',
  'look_alike',
  'written_apart',
  'near_sound',
  'initials',
  'character_left_out',
  'near',
  'one_character',
]);
/** The levels at which a name counts only when it is rare enough to make up for what differs. */
export const partlyAgreeingNames: ReadonlySet<string> = new Set(['given_only', 'partial']);
const agreeingBirthDates = new Set([
  'equal',
  'day_month_swapped',
  'off_by_one_day',
  'lunar_date',
  'year_off',
  'century_off',
  'digits_transposed',
  'one_digit',
]);

/**
 * The band of two people's evidence. *Strong*: an equal, valid document number and a name equal after folding. *Possible*: two
 * independent kinds of evidence that chance does not explain, and no contradiction. Everything else is *none*, above all a name
 * alone, and two different valid numbers of one type that no shared document links.
 */
export function decide(comparison: PeopleComparison): Decision {
  const facts: Facts = { ...comparison, bits: weigh(comparison) };
  const [band, level] = judge(facts);
  const reasons: MatchReason[] = [...reasonsOf(comparison), { field: 'evidence', level }];
  return { band, score: toScore(facts), reasons };
}

function judge(facts: Facts): Verdict {
  switch (facts.document.level) {
    case 'equal':
      return judgeEqualNumber(facts);
    case 'contradiction':
      return ['none', 'contradiction'];
    case 'equal_unverified':
      return ['possible', 'number_only'];
    case 'near_one_slip':
    case 'near_two_slips':
      if (nearNumberHolds(facts)) return ['possible', 'near_number'];
      break;
    default:
  }
  return judgeWithoutNumber(facts);
}

function judgeEqualNumber({ document, name, nationality }: Facts): Verdict {
  if (!equalNames.has(name.level)) return ['possible', 'number_only'];
  if (document.docType === 'passport' && nationality === 'different') {
    return ['possible', 'nationality_of_passport_differs'];
  }
  return ['strong', 'number_and_name'];
}

/**
 * A mistyped number needs a name or a birth date beside it. The birth date must be known from elsewhere than the number, and
 * slips in the last four characters are what any two people of one county and birthday differ by: there it takes the name.
 */
function nearNumberHolds({ document, name, birthDate, birthDateIndependent, bits }: Facts): boolean {
  const isDateBeside = birthDateIndependent && agreeingBirthDates.has(birthDate);
  if (agreeingNames.has(name.level)) return bits.name + bits.rest >= weights.possibleBits;
  return isDateBeside && document.slipsInTail !== true;
}

function judgeWithoutNumber({ document, name, birthDate, bits }: Facts): Verdict {
  const birthDateCounts = agreeingBirthDates.has(birthDate) || birthDate === 'year_only';
  const maskCounts = document.level === 'masked_agrees' && (document.visible ?? 0) >= weights.maskedVisibleForPossible;
  const nameCounts = agreeingNames.has(name.level) || partlyAgreeingNames.has(name.level);
  if (!nameCounts || !(birthDateCounts || maskCounts)) return ['none', 'insufficient_evidence'];
  if (bits.name + bits.rest < weights.possibleBits) return ['none', 'chance_explains_it'];
  if (partlyAgreeingNames.has(name.level)) return ['possible', 'kinds_together'];
  return ['possible', birthDateCounts ? 'name_and_birth_date' : 'name_and_masked_number'];
}

function weigh(comparison: PeopleComparison): Facts['bits'] {
  const { document, sex, nationality } = comparison;
  const masked = document.level === 'masked_agrees' ? (document.visible ?? 0) * weights.maskedBitsPerCharacter : 0;
  const rest = numberAndDateBits(comparison) + masked + weights.sex[sex] + weights.nationality[nationality];
  return { name: nameBits(comparison.name), rest };
}

function numberBits({ level, slipsInTail }: PeopleComparison['document']): number {
  if (slipsInTail === true && (level === 'near_one_slip' || level === 'near_two_slips'))
    return weights.slipsInTail[level];
  return weights.document[level];
}

/**
 * An equal or nearly equal number already holds the birth date: its agreement is not counted twice. A near number that says less than
 * the date, as in the last four characters, leaves the date to stand by itself.
 */
function numberAndDateBits(comparison: PeopleComparison): number {
  const { level } = comparison.document;
  const [number, date] = [numberBits(comparison.document), birthDateBits(comparison)];
  if (level === 'equal' || level === 'equal_unverified') return number + Math.min(date, 1);
  if (level === 'near_one_slip' || level === 'near_two_slips') return Math.max(number + Math.min(date, 1), date);
  return number + date;
}

function birthDateBits({ birthDate, sharedBirthDate }: PeopleComparison): number {
  const bits = weights.birthDate[birthDate];
  return weights.roundBirthDay.days.includes(sharedBirthDate.slice(4)) ? bits + weights.roundBirthDay.bits : bits;
}

function toScore({ bits }: Facts): number {
  const { evenBits, bitsPerStep } = weights.score;
  const score = 1 / (1 + 2 ** (-(bits.name + bits.rest - evenBits) / bitsPerStep));
  return Math.round(score * 1e6) / 1e6;
}
