import {
  isHan,
  isHangul,
  koreanReadings,
  mayBeSpelled,
  prepareName,
  simplifyCharacter,
  type SpelledParts,
  surnameLength,
} from '../name/index.js';
import { readLetters, type TextPool } from './text-pool.js';

/** Whether a character in a name of mixed writing stands for one asked about. */
export type Relates = (code: number) => boolean;

const longest = 64;
const units = new Uint16Array(longest);
const [firstCharacter, lastCharacter] = [0x4e00, 0x9fff];
const middleDot = 0xb7;
const [firstHangul, lastHangul] = [0xac00, 0xd7a3];
/** By code unit, the Latin letters it stands for wherever it stands; undefined where that is told by what is beside it. */
const lettersOf = new Map<number, string | undefined>();
/** Marks change the letter before them; apostrophes and unseen marks leave the parts beside them one. */
const toldByNeighbour = /[\p{M}\p{Cf}'’‘ʼ`´]/u;
/** Ways of typing ü, which are brought to one before names are compared (`plainSyllable`). */
const typedUmlaut = /[ln](?:v|yu)/;

/**
 * Whether a recorded name in letters, or in letters and characters, may agree with a Chinese one, by its text as it lies in the index:
 * without reading it, which takes far longer. Whatever this does not tell by itself may.
 */
export function textMaySpell(name: SpelledParts, texts: TextPool, place: number, relates: Relates): boolean {
  const count = readLetters(texts, place, units);
  if (count === 0) return true;
  if (isHangulUnit(units[0] ?? 0)) return hangulMayAgree(name, count);
  const tokens: string[] = [];
  let token = '';
  for (let at = 0; at < count; at += 1) {
    const unit = units[at] ?? 0;
    if (unit >= firstCharacter && unit <= lastCharacter && relates(unit)) return true;
    const letters = lettersOf.has(unit) ? lettersOf.get(unit) : learn(unit);
    if (letters === undefined) return true;
    token += letters;
    if (letters !== '' || token === '') continue;
    tokens.push(token);
    token = '';
  }
  if (token !== '') tokens.push(token);
  return tokens.some((one) => typedUmlaut.test(one)) || mayBeSpelled(name, tokens);
}

/** The same the other way round: whether a recorded name of plain characters may be the one whose parts in letters are given. */
export function charactersMayBeSpelled(tokens: readonly string[], texts: TextPool, place: number): boolean {
  const count = readLetters(texts, place, units);
  const characters: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const unit = units[at] ?? 0;
    if (unit === middleDot) continue;
    if (unit < firstCharacter || unit > lastCharacter) return true;
    characters.push(simplifyCharacter(String.fromCharCode(unit)));
  }
  return characters.length === 0 || mayBeSpelled({ characters, familyLength: surnameLength(characters) }, tokens);
}

/** As two Korean names are compared: as many syllables, the first of which is read so. */
function hangulMayAgree({ characters }: SpelledParts, count: number): boolean {
  let syllables = 0;
  for (let at = 0; at < count; at += 1) {
    const unit = units[at] ?? 0;
    if (isHangulUnit(unit)) syllables += 1;
    else if (unit !== 0x20) return true;
  }
  if (syllables !== characters.length) return false;
  return koreanReadings(characters[0] ?? '').includes(String.fromCharCode(units[0] ?? 0));
}

function isHangulUnit(unit: number): boolean {
  return unit >= firstHangul && unit <= lastHangul;
}

/** A character says nothing in letters. */
function learn(unit: number): string | undefined {
  const text = String.fromCharCode(unit);
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  const isPlain = !isSurrogate && !toldByNeighbour.test(text) && !isHangul(text);
  const letters = isHan(text) ? '' : prepareName(text).tokens.join('');
  lettersOf.set(unit, isPlain ? letters : undefined);
  return lettersOf.get(unit);
}
