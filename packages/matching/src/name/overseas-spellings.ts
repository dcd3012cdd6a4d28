import cantonese from './cantonese-readings.json' with { type: 'json' };
import spelling from './cantonese-spelling.json' with { type: 'json' };
import korean from './korean-readings.json' with { type: 'json' };
import others from './other-romanisations.json' with { type: 'json' };
import vietnamese from './vietnamese-readings.json' with { type: 'json' };

const initials = new Map<string, readonly string[]>(Object.entries(spelling.initials));
const finals = new Map<string, readonly string[]>(Object.entries(spelling.finals));
const whole = new Map<string, readonly string[]>(Object.entries(spelling.whole));
const otherSpellings = new Map<string, readonly string[]>(Object.entries(others.spellings));
const cantoneseOf = byCharacter(cantonese.characters);
const koreanOf = byCharacter(korean.characters);
const vietnameseOf = byCharacter(vietnamese.characters);

/**
 * How documents of Hong Kong, Macao, Malaysia and Singapore spell one simplified character: Cantonese by rule, the other tongues
 * by table.
 */
export function overseasSpellings(character: string): readonly string[] {
  const found = new Set(otherSpellings.get(character));
  for (const reading of cantoneseOf.get(character) ?? []) for (const text of spellCantonese(reading)) found.add(text);
  return [...found];
}

/** The Hangul syllables a character is read as in Korean. */
export function koreanReadings(character: string): readonly string[] {
  return koreanOf.get(character) ?? [];
}

/** The readings a character has in Vietnamese, without marks. */
export function vietnameseReadings(character: string): readonly string[] {
  return vietnameseOf.get(character) ?? [];
}

/** The spellings of one Jyutping syllable, tone left out. */
export function spellCantonese(syllable: string): readonly string[] {
  const known = whole.get(syllable);
  const [, initial = '', final = ''] = /^(gw|kw|ng(?=.)|[bpmfdtnlgkhwzcsj](?=.)|)(.*)$/.exec(syllable) ?? [];
  const found = new Set(known);
  for (const start of initials.get(initial) ?? [initial])
    for (const end of finals.get(final) ?? [final]) found.add(start + end);
  found.add(syllable);
  return [...found];
}

function byCharacter(readings: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [reading, characters] of Object.entries(readings)) {
    for (const character of characters) {
      const list = found.get(character);
      if (list) list.push(reading);
      else found.set(character, [reading]);
    }
  }
  return found;
}
