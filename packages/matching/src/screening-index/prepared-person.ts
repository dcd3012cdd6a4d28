import { type PreparedPerson, preparePerson } from '../evidence/index.js';
import { expectedCheckCharacter, parseDocumentNumber } from '../identity-number/index.js';
import { evidenceOf, type IndexStore, sexCodes } from './index-store.js';
import { preparedNameOf } from './name-table.js';
import { unpackBody } from './number-key.js';
import { dateOf, flagsOf, highOf, isNumbered, lowOf, nameOf, nationalityOf, rowFlag, sexOf } from './row-table.js';
import { textAt } from './text-pool.js';

/** The person whose first row is given, as `preparePerson` makes them of `evidenceOf`; names read of late are not read again. */
export function preparedPersonOf(store: IndexStore, first: number): PreparedPerson {
  const { rows, texts, names, nationalities } = store;
  if ((flagsOf(rows, first) & rowFlag.written) !== 0) return preparePerson(evidenceOf(store, first));
  const [low, high, date, name] = [lowOf(rows, first), highOf(rows, first), dateOf(rows, first), nameOf(rows, first)];
  const body = isNumbered(rows, first) ? unpackBody(low, high) : '';
  const document =
    body === '' ? undefined : parseDocumentNumber(undefined, body + (expectedCheckCharacter(body) ?? ''));
  const stated = date === 0 ? '' : String(date).padStart(date > 9999 ? 8 : 4, '0');
  const derived = body === '' ? '' : body.slice(6, 14);
  return {
    id: textAt(texts, first),
    names: name === 0 ? [] : [preparedNameOf(names, name)],
    hasCurrentName: name !== 0,
    documents: document ? [document] : [],
    birthDates: [stated, derived === stated ? '' : derived].filter(Boolean),
    birthDateStated: stated !== '',
    sex: sexCodes[sexOf(rows, first)] ?? '',
    nationality: nationalities[nationalityOf(rows, first)] ?? '',
  };
}
