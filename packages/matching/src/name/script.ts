/** The writing a name is in; `mixed` when more than one of them carries letters, `none` when there is no letter at all. */
export type Script = 'han' | 'latin' | 'cyrillic' | 'other' | 'mixed' | 'none';

const han = /\p{Script=Han}/u;
const latin = /\p{Script=Latin}/u;
const cyrillic = /\p{Script=Cyrillic}/u;
const letter = /\p{L}/u;

/** Whether a character is a Chinese one. */
export function isHan(character: string): boolean {
  return han.test(character);
}

/** The script of a whole name; digits and marks do not count. */
export function scriptOf(name: string): Script {
  let found: Script = 'none';
  for (const character of name) {
    const script = scriptOfLetter(character);
    if (script === 'none' || script === found) continue;
    if (found !== 'none') return 'mixed';
    found = script;
  }
  return found;
}

function scriptOfLetter(character: string): Script {
  if (han.test(character)) return 'han';
  if (latin.test(character)) return 'latin';
  if (cyrillic.test(character)) return 'cyrillic';
  return letter.test(character) ? 'other' : 'none';
}
