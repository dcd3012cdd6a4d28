import { type PersonEvidence, readNationality, readSex } from '../evidence/index.js';
import { daysInMonth } from '../identity-number/index.js';
import { packNumber } from './keys.js';

/** A record of the usual kind: one name, one valid resident number, a birth date in a usual form or none. */
export interface PlainRecord {
  /** The number, packed. */
  readonly key: number;
  /** The birth date that the number says, and the stated one; 0 where none is stated. */
  readonly born: number;
  readonly stated: number;
  /** 1 male, 2 female. */
  readonly sex: number;
  readonly nationality: string;
  readonly name: string;
}

const usualDate = /^[12][0-9]{3}-?[0-9]{2}-?[0-9]{2}$/;
const longestName = 200;

/** Reads a record of the usual kind, several times faster than `preparePerson` and to the same effect; undefined for any other. */
export function readPlainRecord(evidence: PersonEvidence): PlainRecord | undefined {
  const { name = '', formerNames, birthDate, documents, sex } = evidence;
  if (documents?.length !== 1 || (formerNames !== undefined && formerNames.length > 0)) return undefined;
  const document = documents[0];
  if (document === undefined || (document.docType !== undefined && document.docType !== 'resident_id'))
    return undefined;
  const number = document.docNumber;
  if (typeof number !== 'string' || typeof name !== 'string' || name.length > longestName) return undefined;
  const key = packNumber(number);
  // Numbers from 8 on are residence permits and cards of foreigners.
  if (key === undefined || number.charCodeAt(0) >= 56) return undefined;
  const born = Number(number.slice(6, 14));
  if (born % 100 > daysInMonth(Math.floor(born / 10_000), Math.floor(born / 100) % 100)) return undefined;
  const stated = readStated(birthDate);
  if (stated === undefined) return undefined;
  const read = readSex(sex);
  const male = read === '' ? number.charCodeAt(16) % 2 === 1 : read === 'male';
  return { key, born, stated, sex: male ? 1 : 2, nationality: readNationality(evidence.nationality), name };
}

function readStated(raw: string | undefined): number | undefined {
  if (raw === undefined || raw === '') return 0;
  if (typeof raw !== 'string' || !usualDate.test(raw)) return undefined;
  return raw.length === 8
    ? Number(raw)
    : raw.length === 10
      ? Number(raw.slice(0, 4) + raw.slice(5, 7) + raw.slice(8))
      : undefined;
}
