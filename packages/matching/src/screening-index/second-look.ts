import { type CharacterFilter, characterFilter, charactersMayAgree, isHeld } from './character-filter.js';
import { charactersMayBeSpelled, textMaySpell } from './letter-look.js';
import { mayAgree, type NameFilter } from './name-filter.js';
import { isInLetters, isLong, type NameMark } from './name-mark.js';
import type { TextPool } from './text-pool.js';

/** A name asked about, for the second look at names whose mark passed; made when it is wanted first. */
export interface SecondLook {
  readonly filter: NameFilter;
  characters: CharacterFilter | undefined;
}

/** The second looks of the filters of some names. */
export function secondLooks(filters: readonly NameFilter[]): SecondLook[] {
  return filters.map((filter) => ({ filter, characters: undefined }));
}

/** Whether a recorded name may agree with one asked about and weigh so much: by its mark, then by its text as it lies in the index. */
export function nameMayWeigh(
  looks: readonly SecondLook[],
  texts: TextPool,
  place: number,
  mark: NameMark,
  wanted: number,
): boolean {
  for (const look of looks) {
    if (mayAgree(look.filter, mark, wanted) && textMayAgree(look, texts, place, mark, wanted)) return true;
  }
  return false;
}

function textMayAgree(look: SecondLook, texts: TextPool, place: number, mark: NameMark, wanted: number): boolean {
  const { filter } = look;
  if (filter.tokens.length > 0) return isInLetters(mark) || charactersMayBeSpelled(filter.tokens, texts, place);
  if (filter.held.length === 0 || !filter.ordered || isLong(mark)) return true;
  const characters = (look.characters ??= characterFilter(filter));
  if (!isInLetters(mark)) return charactersMayAgree(characters, texts, place, mark, wanted);
  return textMaySpell(filter.spellable, texts, place, (code) => isHeld(characters, code));
}
