import type { DocumentEvidence } from '@gatehouse/matching';
import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';
import type { Sex } from './chinese-names.js';
import type { Random } from './random.js';

const ages = [4, 5, 5.5, 6, 6.5, 8, 8.5, 7.5, 7, 8.5, 8, 7, 5, 4, 3, 2];
const youngestYear = 2007;

/** A birth date, `YYYY-MM-DD`, by the age pyramid of adults (five-year steps from 18, census of 2020, rounded). */
export function birthDate(random: Random): string {
  let left = random.next() * ages.reduce((sum, share) => sum + share, 0);
  const step = ages.findIndex((share) => (left -= share) < 0);
  const year = youngestYear - 5 * Math.max(0, step) - random.below(5);
  const day = new Date(Date.UTC(year, 0, 1 + random.below(365)));
  return day.toISOString().slice(0, 10);
}

/**
 * A resident number of the invented province 10, in one of two hundred counties or the one given. Orders from 996 on are kept for people
 * past a hundred.
 */
export function residentNumber(random: Random, born: string, sex: Sex, county?: string): string {
  const region = county ?? countyCode(random);
  const order = random.below(497) * 2 + (sex === 'male' ? 1 : 2);
  return withCheck(`${region}${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`);
}

/** One of two hundred address codes. */
export function countyCode(random: Random): string {
  return `10${String(1 + random.below(20)).padStart(2, '0')}${String(1 + random.below(10)).padStart(2, '0')}`;
}

/** The number with the check character that its first seventeen digits call for. */
export function withCheck(digits: string): string {
  return digits + (expectedCheckCharacter(digits.slice(0, 17)) ?? '');
}

/** A residence permit of Hong Kong, Macao or Taiwan. */
export function residencePermit(random: Random, region: 'HK' | 'MO' | 'TW', born: string, sex: Sex): DocumentEvidence {
  const code = { HK: '810000', MO: '820000', TW: '830000' }[region];
  return { docType: 'hmt_residence', docNumber: residentNumber(random, born, sex, code) };
}

/** A travel permit to the mainland. */
export function travelPermit(random: Random, region: 'HK' | 'MO' | 'TW'): DocumentEvidence {
  const digits = String(10_000_000 + random.below(89_999_999));
  if (region === 'TW') return { docType: 'tw_permit', docNumber: digits };
  return { docType: 'hm_permit', docNumber: (region === 'HK' ? 'H' : 'M') + digits };
}

/** A passport; Chinese ones begin with E. */
export function passport(random: Random, nation: string): DocumentEvidence {
  const letter = nation === 'CN' ? 'E' : random.pick([...'ABCGKLMNPX']);
  return { docType: 'passport', docNumber: letter + String(10_000_000 + random.below(89_999_999)) };
}
