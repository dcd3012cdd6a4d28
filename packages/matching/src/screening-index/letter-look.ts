import { isHan, isHangul, koreanReadings, mayBeSpelled, prepareName, surnameLength } from '../name/index.js';
import { readLetters, type TextPool } from './text-pool.js';

/** A Chinese name asked about, for the second look at recorded names in letters or in Korean syllables. */
export interface SpellableName {
  readonly characters: readonly string[];
  readonly familyLength: number;
}

const longest = 64;
const units = new Uint16Array(longest);
/** By code unit, the Latin letters it stands for wherever it stands; undefined where that is told by what is beside it. */
const lettersOf = new Map<number, string | undefined>();
const mark = /\p{M}/u;
/** Ways of typing ü, which are brought to one before names are compared (`plainSyllable`). */
const typedUmlaut = /[ln](?:v|yu)/;

/** What the second look needs of a Chinese name. */
export function spellableName(characters: readonly string[]): SpellableName {
  return { characters, familyLength: surnameLength(characters) };
}

/**
 * Whether a recorded name in letters may be the Chinese one, by the letters as they lie in the index: without reading it, which takes far
 * longer. Whatever these do not tell by themselves may.
 */
export function textMaySpell(name: SpellableName, texts: TextPool, place: number): boolean {
  const count = readLetters(texts, place, units);
  if (count === 0) return true;
  if (isHangulUnit(units[0] ?? 0)) return hangulMayAgree(name, count);
  let letters = '';
  for (let at = 0; at < count; at += 1) {
    const unit = units[at] ?? 0;
    const known = lettersOf.has(unit) ? lettersOf.get(unit) : learn(unit);
    if (known === undefined) return true;
    letters += known;
  }
  return typedUmlaut.test(letters) || mayBeSpelled(name, letters);
}

/** As two Korean names are compared: as many syllables, the first of which is read so. */
function hangulMayAgree({ characters }: SpellableName, count: number): boolean {
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
  return unit >= 0xac00 && unit <= 0xd7a3;
}

function learn(unit: number): string | undefined {
  const text = String.fromCharCode(unit);
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  const isPlain = !isSurrogate && !mark.test(text) && !isHan(text) && !isHangul(text);
  const letters = isPlain ? prepareName(text).tokens.join('') : undefined;
  lettersOf.set(unit, letters);
  return letters;
}
